package dev.gramme.acceptance.burn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one client has sent, and what became of it. Every item has one client that writes it, so between two audits it
 * is as last acknowledged; the last request may be in doubt, of which each group happened as a whole or not at all.
 * Used by one thread at a time.
 */
final class BurnLedger {
    /** What becomes of an item; for a counter, by how much it is raised. */
    record Effect(String place, long version) {
        boolean isCounter() {
            return BurnItems.isCounter(BurnItems.key(place));
        }
    }

    /** How much a counter was raised: for certain, and perhaps on top of that. */
    record Raised(long certainly, long perhaps) {}

    private final Map<String, Long> versions = new TreeMap<>();
    /** Versions of each item since the last audit, in order. */
    private final Map<String, List<Long>> changes = new HashMap<>();

    private final Map<String, Raised> raised = new HashMap<>();
    /** Items in doubt that were not there, or not any more: their time was over before anybody looked. */
    private final Set<String> perhapsExpired = new HashSet<>();

    private List<List<Effect>> sent = List.of();
    private @Nullable String repeatable;
    private long lastVersion;
    private long acknowledgements;

    long nextVersion() {
        return ++lastVersion;
    }

    long version(String place) {
        return versions.getOrDefault(place, BurnItems.ABSENT);
    }

    /** Places of items that are there. */
    List<String> places() {
        return List.copyOf(versions.keySet());
    }

    List<Long> changes(String place) {
        return changes.getOrDefault(place, List.of());
    }

    List<String> changed() {
        return List.copyOf(changes.keySet());
    }

    Map<String, Raised> raised() {
        return raised;
    }

    boolean isInDoubt() {
        return !sent.isEmpty();
    }

    /** A transaction with a token that is in doubt, and may be asked for again. */
    @Nullable
    String repeatable() {
        return repeatable;
    }

    void sends(List<List<Effect>> effects, @Nullable String transaction) {
        sent = effects;
        repeatable = transaction;
    }

    void acknowledged() {
        sent.forEach(this::happens);
        refused();
        acknowledgements++;
    }

    void refused() {
        sent = List.of();
        repeatable = null;
    }

    private void happens(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect.isCounter()) {
                raise(effect.place(), effect.version(), 0);
                continue;
            }
            long before = version(effect.place());
            if (effect.version() == BurnItems.ABSENT) {
                versions.remove(effect.place());
            } else {
                versions.put(effect.place(), effect.version());
            }
            if (before != effect.version()) {
                changes.computeIfAbsent(effect.place(), none -> new ArrayList<>())
                        .add(effect.version());
            }
        }
    }

    private void raise(String place, long certainly, long perhaps) {
        Raised before = raised.getOrDefault(place, new Raised(0, 0));
        raised.put(place, new Raised(before.certainly() + certainly, before.perhaps() + perhaps));
    }

    /** What the doubt was about: how many groups, and how many of them had happened. */
    record Doubt(int groups, int happened) {}

    /** Ends the doubt by what is there. */
    Doubt settle(ToLongFunction<String> found, List<String> faults) {
        int groups = sent.size();
        int happened = 0;
        for (List<Effect> effects : sent) {
            Boolean known = null;
            for (Effect effect : effects) {
                long before = version(effect.place());
                if (effect.isCounter() || before == effect.version()) {
                    continue;
                }
                long now = found.applyAsLong(effect.place());
                boolean changed = now == effect.version();
                if ((!changed && now != before) || (known != null && known != changed)) {
                    faults.add("half done or otherwise: " + effects + ", " + effect.place() + " was " + before
                            + " and is " + now);
                }
                known = changed;
            }
            if (known == null) {
                effects.stream().filter(Effect::isCounter).forEach(effect -> raise(effect.place(), 0, 1));
            } else if (known) {
                happens(effects);
                happened++;
            } else {
                effects.stream()
                        .map(Effect::place)
                        .filter(place -> BurnItems.expires(BurnItems.key(place)))
                        .forEach(perhapsExpired::add);
            }
        }
        refused();
        return new Doubt(groups, happened);
    }

    /** An item has expired. */
    void expired(String place) {
        versions.remove(place);
    }

    Set<String> perhapsExpired() {
        return perhapsExpired;
    }

    /** All that was said until now was checked. */
    void audited() {
        changes.clear();
        perhapsExpired.clear();
        raised.clear();
    }

    long takeAcknowledgements() {
        long count = acknowledgements;
        acknowledgements = 0;
        return count;
    }
}

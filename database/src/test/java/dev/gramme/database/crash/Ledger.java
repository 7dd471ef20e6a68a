package dev.gramme.database.crash;

import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client was told, and so what must be there: items, changes, backups, moments. The one request that was under
 * way when its server died is in doubt: it may have happened, wholly or not at all.
 */
final class Ledger {
    /** A change of one item; those of one commit bear the same number. */
    record Change(int commit, String key, Map<String, Object> before, Map<String, Object> after) {
        @Override
        public String toString() {
            return key + " " + version(before) + ">" + version(after) + (commit == 0 ? "" : " @" + commit);
        }
    }

    /** What is to become of one item; null: it goes. */
    record Effect(String table, String key, Map<String, Object> after) {}

    /** A table's content. */
    static final class Content {
        private final TreeMap<String, Map<String, Object>> items = new TreeMap<>();
        private final List<Change> changes = new ArrayList<>();
        private final List<StreamExpectation> streams = new ArrayList<>();

        TreeMap<String, Map<String, Object>> items() {
            return items;
        }

        List<Change> changes() {
            return changes;
        }

        List<StreamExpectation> streams() {
            return streams;
        }

        /** From now on the table has a stream; from which change on is certain once it is at rest. */
        void opensStream(boolean atOnce) {
            streams.add(new StreamExpectation(changes.size(), atOnce));
        }

        /** The stream as its table shows it at rest; null where it shows none. */
        void shows(String streamArn) {
            if (streamArn == null || streams.isEmpty()) {
                return;
            }
            StreamExpectation last = streams.getLast();
            if (last.arn() == null) {
                last.isNamed(streamArn);
            } else if (last.arn().equals(streamArn)) {
                last.goesOn();
            }
        }

        void closesStream() {
            streams.getLast().ends(changes.size());
        }

        /** What was recorded until now is too old to be kept. */
        void trimmed() {
            streams.forEach(stream -> stream.trimmed(changes.size()));
        }

        /** Nothing goes on in the background: streams that were to begin or to end have. */
        void rests() {
            streams.forEach(stream -> stream.rests(changes.size()));
        }

        private void change(int commit, String key, Map<String, Object> after) {
            Map<String, Object> before = after == null ? items.remove(key) : items.put(key, after);
            if (!Objects.equals(before, after)) {
                changes.add(new Change(commit, key, before, after));
            }
        }
    }

    /** The past of a table, by the time or the backup it can be restored from. */
    record Past(String table, long millis, String backup, Map<String, Map<String, Object>> items) {}

    private final Map<String, Content> tables = new TreeMap<>();
    /** Tables that are gone, whose streams may still be read. */
    private final List<Content> gone = new ArrayList<>();

    private final List<Past> pasts = new ArrayList<>();
    /** Those that may have been deleted. */
    private final List<Past> doubtful = new ArrayList<>();

    private final TreeSet<String> done = new TreeSet<>();
    private int commits;
    /** Groups of effects, each done or not as a whole. */
    private List<List<Effect>> doubt = List.of();
    /** Those of them that had not happened. */
    private List<List<Effect>> undone = List.of();

    private Map.Entry<String, Content> creating;
    private String deleting;

    Map<String, Content> tables() {
        return tables;
    }

    Content table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    List<Content> gone() {
        return gone;
    }

    List<Past> pasts() {
        return pasts;
    }

    /** What no two items have in common. */
    private static String version(Map<String, Object> item) {
        return item == null ? "none" : String.valueOf(Client.map(item.get("v")).get("N"));
    }

    static String key(Map<String, Object> item) {
        return Client.map(item.get("k")).get("S") + "/"
                + Client.map(item.get("s")).get("N");
    }

    Map<String, Object> item(String table, String key) {
        return table(table).items().get(key);
    }

    void sends(List<List<Effect>> effects) {
        doubt = effects;
    }

    void acknowledged() {
        commits++;
        doubt.forEach(this::happens);
        doubt = List.of();
    }

    /** What one request does may be one commit. */
    private void happens(List<Effect> effects) {
        effects.forEach(effect -> table(effect.table()).change(commits, effect.key(), effect.after()));
    }

    /** All that expires before a second goes in one commit, as far as anybody can tell. */
    void expires(String table, String attribute, long second) {
        commits++;
        Content content = table(table);
        for (Map.Entry<String, Map<String, Object>> item :
                List.copyOf(content.items().entrySet())) {
            Object until = item.getValue().get(attribute);
            if (until != null && Long.parseLong((String) Client.map(until).get("N")) < second) {
                content.change(commits, item.getKey(), null);
            }
        }
    }

    void creates(String table, Content content) {
        creating = Map.entry(table, content);
    }

    void created() {
        tables.put(creating.getKey(), creating.getValue());
        creating = null;
    }

    void deletes(String table) {
        deleting = table;
    }

    void deleted() {
        Content content = tables.remove(deleting);
        if (!content.streams().isEmpty() && content.streams().getLast().isOpen()) {
            content.closesStream();
        }
        gone.add(content);
        forgetMoments(deleting);
        deleting = null;
    }

    void forgetMoments(String table) {
        pasts.removeIf(past -> past.backup() == null && past.table().equals(table));
    }

    /** A backup may be gone from now on. */
    void deletesBackup(Past past) {
        pasts.remove(past);
        doubtful.add(past);
    }

    /** A backup is there of which nobody was told, or that was not deleted after all. */
    void finds(String table, String backup) {
        for (Past past : doubtful) {
            if (past.backup().equals(backup)) {
                pasts.add(past);
                return;
            }
        }
        keep(table, 0, backup);
    }

    void rests() {
        tables.values().forEach(Content::rests);
        gone.forEach(Content::rests);
    }

    /** Something that is told apart by its name was acknowledged. */
    void done(String what) {
        done.add(what);
    }

    boolean isDone(String what) {
        return done.contains(what);
    }

    void keep(String table, long millis, String backup) {
        keep(new Past(table, millis, backup, new HashMap<>(table(table).items())));
    }

    void keep(Past past) {
        pasts.add(past);
    }

    /** Ends the doubt by what is there now: of each group of effects all or nothing. */
    void settle(Map<String, Map<String, Map<String, Object>>> actual) {
        if (creating != null && actual.containsKey(creating.getKey())) {
            created();
        }
        creating = null;
        if (deleting != null && !actual.containsKey(deleting)) {
            deleted();
        }
        deleting = null;
        commits++;
        undone = new ArrayList<>();
        for (List<Effect> effects : doubt) {
            Boolean happened = null;
            for (Effect effect : effects) {
                Map<String, Object> before = item(effect.table(), effect.key());
                Map<String, Object> now = actual.get(effect.table()).get(effect.key());
                if (Objects.equals(before, effect.after())) {
                    continue;
                }
                boolean changed = Objects.equals(now, effect.after());
                require(changed || Objects.equals(now, before), effect.key() + " was " + before + " and is now " + now);
                require(happened == null || happened == changed, "half done: " + effects);
                happened = changed;
            }
            if (happened != null && happened) {
                happens(effects);
            } else {
                undone.add(effects);
            }
        }
        doubt = List.of();
    }

    /** What was in doubt was asked for again. */
    void mustHaveHappened() {
        commits++;
        undone.forEach(this::happens);
        undone = List.of();
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }
}

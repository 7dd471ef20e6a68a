package dev.gramme.database.kinesis;

import dev.gramme.database.stream.Change;
import dev.gramme.database.stream.ChangeFeeds;
import dev.gramme.database.stream.Position;
import dev.gramme.kv.CommitClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known in memory of a delivery in one partition: a page of changes of which some are delivered and others are
 * not yet. Used by one thread at a time.
 */
final class Line {
    /** A record that is larger goes alone, so that only it is refused where it is too large. */
    private static final int LARGE_BYTES = 900_000;

    private Position noted = new Position(-1, 0);
    private Position behindPage = noted;
    private List<Waiting> waiting = List.of();
    private int failures;
    private long dueNanos;

    /** A change that is not delivered yet. */
    record Waiting(Change change, String partitionKey) {}

    /** Changes that are delivered together. */
    record Wave(List<Waiting> changes, List<Sink.Entry> entries) {}

    /** @param startNanos from when on there is something to do */
    Line(long startNanos) {
        this.dueNanos = startNanos;
    }

    boolean isDue(long nowNanos) {
        return dueNanos - nowNanos <= 0;
    }

    void rest(long nowNanos, long nanos) {
        dueNanos = nowNanos + nanos;
    }

    /** How often it has failed since something was delivered. */
    int failed() {
        failures = Math.min(failures + 1, Integer.SIZE);
        return failures;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether the page was read from this position on. */
    boolean stands(Position position) {
        return noted.equals(position);
    }

    void drop() {
        waiting = List.of();
    }

    void take(Position from, ChangeFeeds.Page page) {
        noted = from;
        behindPage = page.next();
        waiting = page.changes().stream()
                .filter(Line::isWhole)
                .map(change -> new Waiting(change, KinesisRecords.partitionKey(change.keys())))
                .toList();
    }

    /** A change made while its destination was being disabled may have been recorded for a stream of another view. */
    private static boolean isWhole(Change change) {
        return !change.eventName().equals("MODIFY") || (change.oldImage() != null && change.newImage() != null);
    }

    /** Gives up the changes made before a time; returns how many. */
    int forget(long beforeMillis) {
        int before = waiting.size();
        waiting = waiting.stream()
                .filter(one -> CommitClock.millisOf(one.change().position().stamp()) >= beforeMillis)
                .toList();
        return before - waiting.size();
    }

    /** The changes to deliver next. */
    Wave wave(boolean keepsOrder, Function<Change, byte[]> encoder) {
        List<Waiting> changes = new ArrayList<>();
        List<Sink.Entry> entries = new ArrayList<>();
        Set<String> items = new HashSet<>();
        long bytes = 0;
        for (Waiting one : waiting) {
            if (entries.size() == Sink.MOST_ENTRIES) {
                break;
            }
            if (!items.add(one.partitionKey()) && !keepsOrder) {
                continue;
            }
            byte[] data = encoder.apply(one.change());
            boolean fits = bytes + data.length <= Sink.MOST_BYTES && data.length <= LARGE_BYTES;
            if (!fits && !entries.isEmpty()) {
                break;
            }
            changes.add(one);
            entries.add(new Sink.Entry(one.partitionKey(), data));
            bytes += data.length;
            if (!fits) {
                break;
            }
        }
        return new Wave(changes, entries);
    }

    /**
     * Takes what was delivered off the list.
     *
     * @param refusals for each change of the wave null where it was delivered
     */
    void settle(Wave wave, List<@Nullable String> refusals) {
        Set<Waiting> delivered = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int at = 0; at < refusals.size(); at++) {
            if (refusals.get(at) == null) {
                delivered.add(wave.changes().get(at));
            }
        }
        if (!delivered.isEmpty()) {
            failures = 0;
            waiting = waiting.stream().filter(one -> !delivered.contains(one)).toList();
        }
    }

    /** All before this is delivered or given up. */
    Position done() {
        return waiting.isEmpty() ? behindPage : waiting.getFirst().change().position();
    }

    void note(Position position) {
        noted = position;
    }
}

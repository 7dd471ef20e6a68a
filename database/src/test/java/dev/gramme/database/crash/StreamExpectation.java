package dev.gramme.database.crash;

import dev.gramme.database.crash.Ledger.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * Which changes of its table a stream must show, each once and in order: from one of the first, which is in doubt while
 * the stream is being enabled, up to one of the last.
 */
final class StreamExpectation {
    private String arn;
    private int mayFrom;
    private int mustFrom;
    private int mustTo = Integer.MAX_VALUE;
    private int mayTo = Integer.MAX_VALUE;

    StreamExpectation(int from, boolean atOnce) {
        this.mayFrom = from;
        this.mustFrom = atOnce ? from : Integer.MAX_VALUE;
    }

    /** Null until somebody has seen it. */
    String arn() {
        return arn;
    }

    void isNamed(String name) {
        arn = name;
    }

    boolean isOpen() {
        return mustTo == Integer.MAX_VALUE;
    }

    void ends(int to) {
        mustTo = to;
    }

    /** It was not closed after all. */
    void goesOn() {
        mustTo = Integer.MAX_VALUE;
        mayTo = Integer.MAX_VALUE;
    }

    void trimmed(int from) {
        mayFrom = from;
        mustFrom = from;
    }

    /** Nothing goes on in the background: where it was to begin or to end it has. */
    void rests(int now) {
        mustFrom = Math.min(mustFrom, now);
        if (!isOpen()) {
            mayTo = Math.min(mayTo, now);
        }
    }

    /**
     * Compares what the stream shows.
     *
     * @param shards what each shows, parents before their children; commits are not known there
     */
    void check(String table, List<Change> changes, List<List<Change>> shards) {
        int shown = shards.stream().mapToInt(List::size).sum();
        int lastFrom = Math.min(mustFrom, changes.size());
        int lastTo = Math.min(mayTo, changes.size());
        for (int from = mayFrom; from <= lastFrom; from++) {
            int to = from + shown;
            if (to >= Math.min(mustTo, changes.size()) && to <= lastTo && isShown(changes.subList(from, to), shards)) {
                return;
            }
        }
        throw new AssertionError("stream of " + table + ": expected the changes from " + mayFrom + " or up to "
                + lastFrom + " to " + Math.min(mustTo, changes.size()) + " or up to " + lastTo + " of " + changes
                + ", found " + shards);
    }

    /** Each once, those of an item in their order, and in a shard none before one of an earlier commit. */
    private static boolean isShown(List<Change> changes, List<List<Change>> shards) {
        Map<String, Queue<Change>> byKey = new HashMap<>();
        changes.forEach(change ->
                byKey.computeIfAbsent(change.key(), none -> new ArrayDeque<>()).add(change));
        for (List<Change> shard : shards) {
            List<Integer> commits = new ArrayList<>();
            for (Change record : shard) {
                Queue<Change> left = byKey.get(record.key());
                Change next = left == null ? null : left.poll();
                if (next == null
                        || !Objects.equals(next.before(), record.before())
                        || !Objects.equals(next.after(), record.after())) {
                    return false;
                }
                commits.add(next.commit());
            }
            if (!commits.equals(commits.stream().sorted().toList())) {
                return false;
            }
        }
        return true;
    }
}

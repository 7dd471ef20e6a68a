package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.KvException;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Works that go into one batch, as if one came after the other. All of its statements have one time in Cassandra, so it
 * holds one write for each row: the last; and range deletions leave what is put in the same batch.
 */
final class Group {
    private final long epoch;
    /** The partition's stamp before it. */
    private final long from;

    /** What works of other processes have written is only known after this stamp. */
    private final long ownFloor;

    private final CommitClock stamps;
    private final Map<TransactionId, Prepared> prepared;
    /** What the groups before have written; null as long as no other process sends works. */
    private final @Nullable Recent recent;

    private final Map<Bytes, TransactionId> held = new HashMap<>();
    /** What this group ends, with the stamps. */
    private final Map<TransactionId, Long> ended = new HashMap<>(0);

    private final List<RowRange> ranges = new ArrayList<>(0);
    /** Those of them that works of other processes delete. */
    private final List<RowRange> foreignRanges = new ArrayList<>(0);
    /** By row; a null value deletes. */
    private final TreeMap<Bytes, @Nullable Bytes> puts = new TreeMap<>();
    /** Rows that works of other processes have put or deleted. */
    private final Set<Bytes> foreignRows = new HashSet<>(0);
    /** The works of other processes that it commits. */
    private final List<UUID> foreign = new ArrayList<>(0);

    private final Map<Bytes, @Nullable TransactionId> intents = new LinkedHashMap<>(0);
    /** By name; a null value deletes. */
    private final Map<ByteBuffer, @Nullable Bytes> own = new LinkedHashMap<>(0);

    private long lastStamp;
    private int rows;

    /**
     * What a transaction is going to write.
     *
     * @param foreign whether it may be one of another process
     */
    record Prepared(PartitionWrites writes, boolean foreign) {}

    Group(
            long epoch,
            long from,
            long ownFloor,
            CommitClock stamps,
            Map<TransactionId, Prepared> prepared,
            @Nullable Recent recent) {
        this.epoch = epoch;
        this.from = from;
        this.ownFloor = ownFloor;
        this.stamps = stamps;
        this.prepared = new HashMap<>(prepared);
        this.recent = recent;
        prepared.forEach((id, held) -> hold(id, held.writes().touched()));
    }

    private void hold(TransactionId id, Set<Bytes> touched) {
        touched.forEach(row -> held.put(row, id));
    }

    /** Whether nothing is to be sent: all it holds are works that only check. */
    boolean isEmpty() {
        return lastStamp == 0;
    }

    long lastStamp() {
        return lastStamp;
    }

    /** How many rows are put or deleted by name. */
    int rows() {
        return rows;
    }

    /** What is prepared once this has happened. */
    Map<TransactionId, Prepared> prepared() {
        return prepared;
    }

    /** Takes a work in; or ends it at once, where it can not be done or there is nothing to do. */
    boolean add(Work work) {
        return switch (work) {
            case Work.Write write -> isAccepted(write) && add(write);
            case Work.Prepare prepare -> isAccepted(prepare) && add(prepare);
            case Work.End end -> add(end);
            case Work.Forget forget -> {
                stamp(work);
                own.put(Rows.own(Rows.Kind.COMMITTED, forget.id.encode()), null);
                yield true;
            }
        };
    }

    private boolean add(Work.Write write) {
        if (write.onlyChecks()) {
            return true;
        }
        apply(write.writes, stamp(write), write.basis instanceof Basis.Foreign);
        if (write.basis instanceof Basis.Foreign(var id, var asOf)) {
            foreign.add(id);
        }
        Work.Decision decision = write.decision;
        if (decision != null) {
            own.put(Rows.own(Rows.Kind.COMMITTED, decision.id().encode()), Crossing.encode(decision.others()));
        }
        return true;
    }

    private boolean add(Work.Prepare prepare) {
        stamp(prepare);
        prepared.put(prepare.id, new Prepared(prepare.writes, prepare.basis instanceof Basis.Foreign));
        hold(prepare.id, prepare.writes.touched());
        prepare.writes.touched().forEach(row -> intents.put(row, prepare.id));
        own.put(Rows.own(Rows.Kind.PREPARED, prepare.id.encode()), Bytes.of(prepare.encoded));
        return true;
    }

    private boolean add(Work.End end) {
        Prepared ending = prepared.remove(end.id);
        if (ending == null) {
            Long endedBefore = ended.get(end.id);
            if (endedBefore == null) {
                end.succeed();
                return false;
            }
            // by another work of this group: done only once the group is
            end.stamp(endedBefore);
            return true;
        }
        long stamp = stamp(end);
        ended.put(end.id, stamp);
        for (Bytes row : ending.writes().touched()) {
            held.remove(row);
            intents.put(row, null);
        }
        if (end.committed) {
            apply(ending.writes(), stamp, ending.foreign());
        }
        own.put(Rows.own(Rows.Kind.PREPARED, end.id.encode()), null);
        return true;
    }

    private boolean isAccepted(Work.Guarded work) {
        TransactionId blocking = blocking(work.writes);
        work.blockedBy = blocking;
        if (blocking != null) {
            work.fail(new KvException.Conflict("Another transaction is changing the same rows"));
            return false;
        }
        boolean holds = switch (work.basis) {
            case Basis.Own(var begun, var stamp) -> begun == epoch && isUntouchedByOthers(work.read, stamp);
            case Basis.Foreign(var id, var asOf) -> asOf <= from && isUntouched(work.read, asOf);
        };
        if (!holds) {
            work.fail(new KvException.Conflict("Another process wrote to this partition meanwhile"));
        }
        return holds;
    }

    /** Whether no work of another process has written what a transaction of this one has read. */
    private boolean isUntouchedByOthers(Set<Bytes> read, long stamp) {
        if (stamp < ownFloor) {
            return false;
        }
        if (recent == null) {
            return true;
        }
        if (!recent.reachesBackForOwn(stamp)) {
            return false;
        }
        for (Bytes row : read) {
            if (foreignRows.contains(row) || isIn(foreignRanges, row) || recent.writtenByOthersAfter(stamp, row)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nobody has written what a transaction of another process has read. */
    private boolean isUntouched(Set<Bytes> read, long asOf) {
        if (recent == null || !recent.reachesBackTo(asOf)) {
            return false;
        }
        for (Bytes row : read) {
            if (puts.containsKey(row) || isIn(ranges, row) || recent.writtenAfter(asOf, row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(List<RowRange> ranges, Bytes row) {
        return !ranges.isEmpty() && ranges.stream().anyMatch(range -> range.contains(row));
    }

    /** Adds what this has written, now that it has happened. */
    void writeTo(Recent written) {
        for (RowRange range : ranges) {
            written.addDeletion(range, foreignRanges.contains(range), lastStamp);
        }
        written.add(puts.keySet(), foreignRows, lastStamp);
    }

    private @Nullable TransactionId blocking(PartitionWrites writes) {
        if (!held.isEmpty()) {
            for (Bytes row : writes.touched()) {
                TransactionId id = held.get(row);
                if (id != null) {
                    return id;
                }
            }
            for (RowRange range : writes.ranges()) {
                for (Map.Entry<Bytes, TransactionId> row : held.entrySet()) {
                    if (range.contains(row.getKey())) {
                        return row.getValue();
                    }
                }
            }
        }
        return null;
    }

    private long stamp(Work work) {
        lastStamp = stamps.next();
        work.stamp(lastStamp);
        return lastStamp;
    }

    private void apply(PartitionWrites writes, long stamp, boolean byOthers) {
        for (RowRange range : writes.ranges()) {
            Bytes to = range.to();
            (to == null ? puts.tailMap(range.from(), true) : puts.subMap(range.from(), true, to, false)).clear();
            ranges.add(range);
            if (byOthers) {
                foreignRanges.add(range);
            }
        }
        puts.putAll(writes.puts());
        for (PartitionWrites.StampedPut put : writes.stamped()) {
            Bytes row = put.row(stamp);
            puts.put(row, put.value());
            if (byOthers) {
                foreignRows.add(row);
            }
        }
        if (byOthers) {
            foreignRows.addAll(writes.puts().keySet());
        }
        rows += writes.puts().size() + writes.stamped().size();
    }

    /** Adds what is left of it all. */
    void writeTo(Batch batch) {
        for (RowRange range : ranges) {
            batch.add(new Batch.DeleteRange(Rows.first(range), Rows.behind(range)));
        }
        puts.forEach((row, value) -> {
            ByteBuffer name = Rows.user(row);
            if (value != null) {
                batch.add(new Batch.Put(name, value, false));
            } else if (intents.get(row) != null) {
                batch.add(new Batch.Unput(name));
            } else {
                batch.add(new Batch.Delete(name));
            }
        });
        intents.forEach((row, intent) -> {
            if (intent != null) {
                batch.add(new Batch.Mark(Rows.user(row), intent));
            } else if (!puts.containsKey(row) || puts.get(row) != null) {
                batch.add(new Batch.Unmark(Rows.user(row)));
            }
        });
        own.forEach(
                (name, value) -> batch.add(value == null ? new Batch.Delete(name) : new Batch.Put(name, value, false)));
        Doubt.mark(batch, foreign);
    }
}

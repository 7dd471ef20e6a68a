package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.KvException;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works that go into one batch, as if one came after the other. All of its statements have one time in Cassandra, so it
 * holds one write for each row: the last; and range deletions leave what is put in the same batch.
 */
final class Group {
    private final long epoch;
    private final CommitClock stamps;
    private final Map<TransactionId, PartitionWrites> prepared;
    private final Map<Bytes, TransactionId> held = new HashMap<>();
    /** What this group ends, with the stamps. */
    private final Map<TransactionId, Long> ended = new HashMap<>(0);

    private final List<RowRange> ranges = new ArrayList<>(0);
    /** By row; a null value deletes. */
    private final TreeMap<Bytes, @Nullable Bytes> puts = new TreeMap<>();

    private final Map<Bytes, @Nullable TransactionId> intents = new LinkedHashMap<>(0);
    /** By name; a null value deletes. */
    private final Map<ByteBuffer, @Nullable Bytes> own = new LinkedHashMap<>(0);

    private long lastStamp;
    private int rows;

    Group(long epoch, CommitClock stamps, Map<TransactionId, PartitionWrites> prepared) {
        this.epoch = epoch;
        this.stamps = stamps;
        this.prepared = new HashMap<>(prepared);
        prepared.forEach((id, writes) -> hold(id, writes.touched()));
    }

    private void hold(TransactionId id, Set<Bytes> touched) {
        touched.forEach(row -> held.put(row, id));
    }

    long lastStamp() {
        return lastStamp;
    }

    /** How many rows are put or deleted by name. */
    int rows() {
        return rows;
    }

    /** What is prepared once this has happened. */
    Map<TransactionId, PartitionWrites> prepared() {
        return prepared;
    }

    /** Takes a work in; or ends it at once, where it can not be done or there is nothing to do. */
    boolean add(Work work) {
        switch (work) {
            case Work.Write write -> {
                TransactionId blocking = blocking(write.writes);
                write.blockedBy = blocking;
                if (isRefused(work, write.epoch, blocking)) {
                    return false;
                }
                apply(write.writes, stamp(work));
                Work.Decision decision = write.decision;
                if (decision != null) {
                    own.put(Rows.own(Rows.Kind.COMMITTED, decision.id().encode()), Crossing.encode(decision.others()));
                }
            }
            case Work.Prepare prepare -> {
                TransactionId blocking = blocking(prepare.writes);
                prepare.blockedBy = blocking;
                if (isRefused(work, prepare.epoch, blocking)) {
                    return false;
                }
                stamp(work);
                prepared.put(prepare.id, prepare.writes);
                hold(prepare.id, prepare.writes.touched());
                prepare.writes.touched().forEach(row -> intents.put(row, prepare.id));
                own.put(Rows.own(Rows.Kind.PREPARED, prepare.id.encode()), Bytes.of(prepare.encoded));
            }
            case Work.End end -> {
                PartitionWrites writes = prepared.remove(end.id);
                if (writes == null) {
                    Long endedBefore = ended.get(end.id);
                    if (endedBefore == null) {
                        work.succeed();
                        return false;
                    }
                    // by another work of this group: done only once the group is
                    work.stamp(endedBefore);
                    return true;
                }
                long stamp = stamp(work);
                ended.put(end.id, stamp);
                for (Bytes row : writes.touched()) {
                    held.remove(row);
                    intents.put(row, null);
                }
                if (end.committed) {
                    apply(writes, stamp);
                }
                own.put(Rows.own(Rows.Kind.PREPARED, end.id.encode()), null);
            }
            case Work.Forget forget -> {
                stamp(work);
                own.put(Rows.own(Rows.Kind.COMMITTED, forget.id.encode()), null);
            }
        }
        return true;
    }

    private boolean isRefused(Work work, long expected, @Nullable TransactionId blocking) {
        if (blocking != null) {
            work.fail(new KvException.Conflict("Another transaction is changing the same rows"));
        } else if (expected != epoch) {
            work.fail(new KvException.Conflict("Another process wrote to this partition meanwhile"));
        }
        return blocking != null || expected != epoch;
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

    private void apply(PartitionWrites writes, long stamp) {
        for (RowRange range : writes.ranges()) {
            Bytes to = range.to();
            (to == null ? puts.tailMap(range.from(), true) : puts.subMap(range.from(), true, to, false)).clear();
            ranges.add(range);
        }
        puts.putAll(writes.puts());
        for (PartitionWrites.StampedPut put : writes.stamped()) {
            puts.put(put.row(stamp), put.value());
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
        Doubt.mark(batch);
    }
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds out what became of a batch that Cassandra did not answer. Looking is not enough, since it may still be under
 * way; so the version it waits for is moved first, by another conditional batch. After that it has happened, or never
 * will.
 */
final class Doubt {

    private static final int LONGEST_PAUSE_MILLIS = 20;
    /** About how often it asks before it gives up. */
    private static final int ASKED_TIMES = 500;

    private static final int WORK_BYTES = 2 * Long.BYTES;
    private static final int GROUPS_AT_ONCE = 256;

    private final Store store;
    private final LongSupplier tokens;
    private final long patienceMillis;

    /** What became of it. */
    enum Answer {
        /** It happened, and is the last that did. */
        HAPPENED_LAST,
        /** It happened, and more since. */
        HAPPENED,
        NEVER,
        /** Cassandra did not answer that either. */
        UNKNOWN
    }

    /** @param patienceMillis for how long it asks a cluster that does not answer */
    Doubt(Store store, LongSupplier tokens, long patienceMillis) {
        this.store = store;
        this.tokens = tokens;
        this.patienceMillis = patienceMillis;
    }

    private static byte[] groupId(Store.Version version) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(version.stamp())
                .putLong(version.token())
                .array();
    }

    /** Settles a batch that was to move the version. */
    Answer settle(PartitionId partition, Store.Version from, Store.Version to) {
        long deadline = deadline();
        while (true) {
            try {
                Store.Version now = store.version(partition, Store.Sight.SERIAL);
                if (now.equals(to)) {
                    return Answer.HAPPENED_LAST;
                }
                if (now.stamp() != from.stamp()) {
                    boolean marked = store.own(partition, Rows.Kind.GROUP, groupId(to), Store.Sight.SERIAL) != null;
                    return marked ? Answer.HAPPENED : Answer.NEVER;
                }
                Store.Version fence = new Store.Version(to.stamp() + 1, tokens.getAsLong());
                if (store.send(new Batch(partition, from, fence)) == Store.Outcome.APPLIED) {
                    return Answer.NEVER;
                }
            } catch (KvException.Unavailable e) {
                if (System.nanoTime() - deadline > 0) {
                    return Answer.UNKNOWN;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                return Answer.UNKNOWN;
            }
            pause();
        }
    }

    /**
     * Moves the version, whatever it is; returns the one from now on. And sees to it that the partition has a first
     * row: for the condition of a batch Cassandra looks for the first row that is there without its values, through all
     * that are not or have gone. Without it each batch would read the whole partition, three times.
     */
    Store.Version fence(PartitionId partition, CommitClock clock) {
        long deadline = deadline();
        while (true) {
            Store.Version now = store.version(partition, Store.Sight.SERIAL);
            long stamp = Math.max(now.stamp() + 1, clock.next());
            Store.Version moved = new Store.Version(stamp, tokens.getAsLong());
            Batch batch = new Batch(partition, now, moved);
            batch.add(new Batch.Stand(Rows.first()));
            if (store.send(batch) == Store.Outcome.APPLIED) {
                return moved;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KvException.Unavailable("Cassandra does not answer", null);
            }
            pause();
        }
    }

    /**
     * The row that tells that a group of commits happened.
     *
     * @param works of other processes that are in it
     */
    static void mark(Batch batch, List<UUID> works) {
        ByteBuffer ids = ByteBuffer.allocate(works.size() * WORK_BYTES);
        works.forEach(id -> ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        batch.add(new Batch.Put(Rows.own(Rows.Kind.GROUP, groupId(batch.to())), Bytes.of(ids.array()), true));
    }

    /**
     * Tells whether a work that another process was sent has happened; where not, it never will.
     *
     * @param asOf what it rests on: its group has a greater stamp, and it is refused by whoever begins behind this one
     */
    boolean hasHappened(PartitionId partition, UUID work, long asOf, CommitClock clock) {
        // whoever has it still, or a group with it under way, knows less than this: it is refused from now on
        Store.Version moved = fence(partition, clock);
        ByteBuffer from = Rows.own(Rows.Kind.GROUP, groupId(new Store.Version(asOf + 1, 0)));
        ByteBuffer to = Rows.own(Rows.Kind.GROUP, groupId(new Store.Version(moved.stamp(), 0)));
        while (true) {
            List<Store.Found> groups = store.page(partition, from, to, false, GROUPS_AT_ONCE, ReadMode.STRONG);
            for (Store.Found group : groups) {
                Bytes ids = group.value();
                if (ids != null && names(ids, work)) {
                    return true;
                }
            }
            if (groups.size() < GROUPS_AT_ONCE) {
                return false;
            }
            from = Rows.behindOwn(groups.getLast().row());
        }
    }

    private static boolean names(Bytes ids, UUID work) {
        for (ByteBuffer in = ByteBuffer.wrap(ids.array()); in.remaining() >= WORK_BYTES; ) {
            if (work.equals(new UUID(in.getLong(), in.getLong()))) {
                return true;
            }
        }
        return false;
    }

    private long deadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    private void pause() {
        try {
            Thread.sleep(Math.clamp(patienceMillis / ASKED_TIMES, 1, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

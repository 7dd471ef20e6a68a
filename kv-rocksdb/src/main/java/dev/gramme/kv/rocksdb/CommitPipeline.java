package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Commit;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.KvException;
import dev.gramme.kv.write.WriteBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * All commits of an engine, in one order. Committers queue; one thread takes whatever has queued up, gives each commit
 * its stamp, writes all of them as one batch with one sync, and wakes the committers. So the cost of a sync is shared
 * by all who wait for it.
 */
final class CommitPipeline implements AutoCloseable {
    /** Most commits that wait; more are refused at once. */
    static final int MAX_QUEUED = 8192;

    private static final int MAX_GROUP_BYTES = 16 << 20;
    private static final long RETRY_NANOS = 1_000_000_000;
    private static final byte[] LAST_STAMP = PhysicalKeys.own("stamp");

    private final StoreSlot slot;
    private final LogRows logs;
    private final WriteOptions options;
    private final CommitClock clock;
    private final DiskRoom room;
    private final EngineCounters counters;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final Thread thread;
    private volatile boolean sleeping;
    private volatile boolean closing;
    private volatile boolean stopped;
    private boolean broken;

    CommitPipeline(
            StoreSlot slot, boolean sync, CommitClock clock, DiskRoom room, EngineCounters counters, LogRows logs) {
        this.logs = logs;
        this.slot = slot;
        this.options = new WriteOptions().setSync(sync);
        this.clock = clock;
        this.room = room;
        this.counters = counters;
        this.thread = Thread.ofPlatform().name("gramme-commit").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The last stamp any commit of this database was given. */
    static long lastStamp(RocksDB db) throws RocksDBException {
        byte[] stored = db.get(LAST_STAMP);
        return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    }

    private static final class Waiting {
        private final WriteBuffer writes;
        private final int generation;
        private final Thread committer = Thread.currentThread();
        private long stamp;
        private @Nullable KvException failure;
        private volatile boolean done;

        Waiting(WriteBuffer writes, int generation) {
            this.writes = writes;
            this.generation = generation;
        }

        void finish(@Nullable KvException failed) {
            failure = failed;
            done = true;
            LockSupport.unpark(committer);
        }
    }

    /**
     * Commits; returns when it is on disk.
     *
     * @param generation of the store when the transaction began to read
     */
    Commit commit(WriteBuffer writes, int generation) {
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            throw new KvException.Unavailable("Too many commits are waiting", null);
        }
        Waiting waiting = new Waiting(writes, generation);
        queue.add(waiting);
        if (sleeping) {
            LockSupport.unpark(thread);
        }
        if (stopped) {
            refuseQueued();
        }
        awaitDone(waiting);
        KvException failed = waiting.failure;
        if (failed != null) {
            throw failed;
        }
        return writes.committed(waiting.stamp);
    }

    /** An interrupt does not end the wait, since the outcome is not known yet; it is kept for the caller. */
    private void awaitDone(Waiting waiting) {
        boolean interrupted = false;
        while (!waiting.done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever queued after the last group was taken is told so, by the thread that stops or by himself. */
    private void refuseQueued() {
        List<Waiting> late = new ArrayList<>();
        collect(late);
        finish(late, new KvException.Unavailable("The engine is closed", null));
    }

    private void run() {
        List<Waiting> group = new ArrayList<>();
        while (true) {
            collect(group);
            if (!group.isEmpty()) {
                finish(group, commit(group));
                group.clear();
            } else if (closing) {
                stopped = true;
                refuseQueued();
                return;
            } else {
                sleeping = true;
                if (queue.isEmpty() && !closing) {
                    rest();
                }
                sleeping = false;
            }
        }
    }

    /** Waits for somebody who commits; meanwhile a store that could not be opened anew is tried again, for readers. */
    private void rest() {
        if (!broken) {
            LockSupport.park(this);
            return;
        }
        LockSupport.parkNanos(this, RETRY_NANOS);
        if (queue.isEmpty() && !closing) {
            readiness();
        }
    }

    private void collect(List<Waiting> group) {
        int bytes = 0;
        while (bytes < MAX_GROUP_BYTES) {
            Waiting next = queue.poll();
            if (next == null) {
                return;
            }
            queued.decrementAndGet();
            bytes += next.writes.bytes();
            group.add(next);
        }
    }

    private static void finish(List<Waiting> group, @Nullable KvException failure) {
        for (Waiting waiting : group) {
            waiting.finish(failure);
        }
    }

    private @Nullable KvException commit(List<Waiting> group) {
        KvException unready = readiness();
        if (unready != null) {
            return unready;
        }
        // A commit that had failed may have come to light by the reopening; whoever read before that reads again.
        group.removeIf(waiting -> {
            boolean stale = waiting.generation != slot.generation();
            if (stale) {
                waiting.finish(new KvException.Conflict("The store was opened again meanwhile"));
            }
            return stale;
        });
        return group.isEmpty() ? null : write(group);
    }

    /** Why nothing can be written now; opens the store anew after a failed write, once the disk has room. */
    private @Nullable KvException readiness() {
        KvException full = room.check();
        if (full != null || !broken) {
            return full;
        }
        KvException bound = room.whyNotReopen();
        if (bound != null) {
            return bound;
        }
        try {
            slot.reopen();
            broken = false;
            return null;
        } catch (KvException e) {
            return new KvException.Unavailable("The store cannot be opened again yet: " + e.getMessage(), e);
        }
    }

    /** Writes a group; returns what went wrong, null where all is well. Nothing it meets may end the thread. */
    private @Nullable KvException write(List<Waiting> group) {
        byte[] batch;
        try {
            batch = batch(group);
        } catch (RuntimeException | OutOfMemoryError e) {
            return new KvException.Unavailable("The commits could not be put together: " + e, e);
        }
        try (WriteBatch nativeBatch = new WriteBatch(batch)) {
            slot.current().db().write(options, nativeBatch);
        } catch (RocksDBException e) {
            broken = true;
            return RocksFailures.ofWrite(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            broken = true;
            return new KvException.Uncertain("Writing failed: " + e, e);
        }
        int rows = 0;
        for (Waiting waiting : group) {
            rows += waiting.writes.rows();
        }
        counters.countCommitGroup();
        counters.countCommits(group.size(), rows);
        return null;
    }

    /** Gives each commit its stamp and joins all of them, with the last stamp where rows carry stamps. */
    private byte[] batch(List<Waiting> group) {
        int bytes = 0;
        for (Waiting waiting : group) {
            bytes += waiting.writes.bytes() + 32 * waiting.writes.rows();
        }
        BatchBytes batch = new BatchBytes(bytes + 64, logs, slot.current().logsId());
        boolean stamped = false;
        for (Waiting waiting : group) {
            waiting.stamp = clock.next();
            batch.add(waiting.writes, waiting.stamp);
            stamped |= waiting.writes.hasStampedPuts();
            if (waiting == group.getLast() && stamped) {
                batch.put(
                        LAST_STAMP,
                        ByteBuffer.allocate(Long.BYTES).putLong(waiting.stamp).array());
            }
        }
        return batch.finish();
    }

    /** Finishes the commits that wait and stops the thread. The engine lets no commit in any more. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        options.close();
    }
}

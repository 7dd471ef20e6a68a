package dev.gramme.kv.cassandra;

import dev.gramme.kv.CommitClock;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one partition, in their order. Whatever has queued up goes into one conditional batch, which is
 * applied only where the partition still has the version this line knows; so what transactions of this process have
 * read since is still true. Where somebody else moved the version, or it is in doubt, an epoch ends: everything that
 * was read before it has to be read anew.
 */
final class Line {
    /** Most commits that wait; more are refused at once. */
    private static final int MAX_QUEUED = 8192;

    private static final int MAX_GROUP = 256;
    private static final int MAX_GROUP_BYTES = 1 << 20;
    private static final long WAIT_NANOS = 500_000;
    private static final long LONGEST_WAIT_NANOS = 20_000_000;
    /** How many prepared transactions are looked at; more than ever run at a time. */
    private static final int MAX_PREPARED = 10_000;

    private static final System.Logger LOG = System.getLogger(Line.class.getName());

    /** Epochs of all lines of this process, so that none is ever the same. */
    private static final AtomicLong EPOCHS = new AtomicLong();

    private final Store store;
    private final Doubt doubt;
    private final PartitionId partition;
    private final LongSupplier clock;
    private final LongSupplier tokens;
    private final EngineCounters counters;
    private final Deque<Work> queue = new ArrayDeque<>();
    private boolean running;
    /** Of the last group; for whoever runs the queue, handed over with {@link #running}. */
    private int lastSize;

    private long lastNanos;
    /** Held by whoever speaks with Cassandra for this line. */
    private final ReentrantLock speaking = new ReentrantLock();

    private volatile @Nullable Open open;

    /** Whether this process has stopped those that wrote here before it: what they have sent cannot happen any more. */
    private boolean entered;

    /** What this line knows of its partition. */
    private static final class Open {
        private final long epoch = EPOCHS.incrementAndGet();
        private final CommitClock stamps;
        private Store.Version version;
        private Map<TransactionId, PartitionWrites> prepared;

        Open(Store.Version version, CommitClock stamps, Map<TransactionId, PartitionWrites> prepared) {
            this.version = version;
            this.stamps = stamps;
            this.prepared = prepared;
        }
    }

    Line(
            Store store,
            Doubt doubt,
            PartitionId partition,
            LongSupplier clock,
            LongSupplier tokens,
            EngineCounters counters) {
        this.store = store;
        this.doubt = doubt;
        this.partition = partition;
        this.clock = clock;
        this.tokens = tokens;
        this.counters = counters;
    }

    /**
     * The epoch that begins or goes on now: what is read from now on is true for as long as it lasts.
     *
     * @throws KvException.Unavailable where the partition cannot be read
     */
    long epoch() {
        Open now = open;
        if (now != null) {
            return now.epoch;
        }
        speaking.lock();
        try {
            return opened().epoch;
        } finally {
            speaking.unlock();
        }
    }

    private Open opened() {
        Open now = open;
        if (now == null) {
            // SERIAL ends what is under way; what is read after it is of this version or a later one
            Store.Version version = entered
                    ? store.version(partition, Store.Sight.SERIAL)
                    : doubt.fence(partition, new CommitClock(clock, 0));
            entered = true;
            Map<TransactionId, PartitionWrites> prepared = new HashMap<>();
            for (Store.Own row : store.allOwn(partition, Rows.Kind.PREPARED, MAX_PREPARED)) {
                prepared.put(
                        TransactionId.decode(row.id().array()),
                        PartitionWrites.decode(row.value().array()));
            }
            now = new Open(version, new CommitClock(clock, version.stamp()), prepared);
            open = now;
        }
        return now;
    }

    /**
     * Makes sure that an epoch lasts: what was read in it until now was all true at one time.
     *
     * @throws KvException.Conflict where somebody else has written meanwhile
     */
    void requireLasts(long epoch) {
        speaking.lock();
        try {
            catchUp();
            Open now = open;
            if (now == null || now.epoch != epoch) {
                throw new KvException.Conflict("Another process wrote to this partition meanwhile");
            }
        } finally {
            speaking.unlock();
        }
    }

    /** Looks whether this line knows the partition as it is now, where somebody has seen what it may not know of. */
    void catchUp() {
        speaking.lock();
        try {
            Open now = open;
            if (now != null && !store.version(partition, Store.Sight.QUORUM).equals(now.version)) {
                open = null;
            }
        } finally {
            speaking.unlock();
        }
    }

    /** The transactions that are prepared here and not ended. */
    Set<TransactionId> prepared() {
        speaking.lock();
        try {
            return Set.copyOf(opened().prepared.keySet());
        } finally {
            speaking.unlock();
        }
    }

    /** Does a work and waits for it; returns the stamp it was given. */
    long run(Work work) {
        boolean leads;
        synchronized (queue) {
            if (queue.size() >= MAX_QUEUED) {
                throw new KvException.Unavailable("Too many commits are waiting", null);
            }
            queue.add(work);
            leads = !running;
            running = true;
        }
        if (leads) {
            // on a thread of its own: whoever comes first is not to wait for those behind
            Thread.ofVirtual().name("gramme-line").start(this::runQueue);
        }
        return work.await();
    }

    private void runQueue() {
        while (true) {
            awaitOthers();
            List<Work> group = next();
            if (group.isEmpty()) {
                return;
            }
            lastSize = group.size();
            speaking.lock();
            try {
                long began = System.nanoTime();
                run(group);
                lastNanos = System.nanoTime() - began;
            } catch (KvException e) {
                group.forEach(work -> work.fail(e));
            } catch (RuntimeException | Error e) {
                open = null;
                group.forEach(work -> work.fail(new KvException.Uncertain("A commit failed", e)));
                // the line goes on: others wait behind
                LOG.log(System.Logger.Level.ERROR, "A group of commits failed", e);
            } finally {
                speaking.unlock();
            }
        }
    }

    /**
     * Those whose commits have just been answered are about to come with their next ones. A group that left without
     * them would let them wait for a whole round, and rounds are what costs.
     */
    private void awaitOthers() {
        long patience = Math.min(lastNanos / 4, LONGEST_WAIT_NANOS);
        long began = System.nanoTime();
        while (queued() < lastSize / 2 && System.nanoTime() - began < patience) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private int queued() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private List<Work> next() {
        List<Work> group = new ArrayList<>();
        int bytes = 0;
        synchronized (queue) {
            while (!queue.isEmpty() && group.size() < MAX_GROUP) {
                int more = queue.element().bytes();
                if (!group.isEmpty() && bytes + more > MAX_GROUP_BYTES) {
                    break;
                }
                bytes += more;
                group.add(queue.remove());
            }
            if (group.isEmpty()) {
                running = false;
                lastSize = 0;
            }
        }
        return group;
    }

    private void run(List<Work> works) {
        Open now = opened();
        Group group = new Group(now.epoch, now.stamps, now.prepared);
        List<Work> accepted = new ArrayList<>(works.size());
        for (Work work : works) {
            if (group.add(work)) {
                accepted.add(work);
            }
        }
        if (accepted.isEmpty()) {
            return;
        }
        Store.Version to = new Store.Version(group.lastStamp(), tokens.getAsLong());
        Store.Outcome outcome = send(now, group, to);
        switch (outcome) {
            case APPLIED -> {
                if (open == now) {
                    now.version = to;
                    now.prepared = group.prepared();
                }
                counters.countCommits(accepted.size(), group.rows());
                accepted.forEach(Work::succeed);
            }
            case REFUSED -> {
                open = null;
                KvException.Conflict conflict = new KvException.Conflict("Another process wrote to this partition");
                accepted.forEach(work -> work.fail(conflict));
            }
            case UNKNOWN -> {
                Work.Doubtful doubtful = new Work.Doubtful(now.version, to);
                accepted.forEach(work -> work.leaveInDoubt(doubtful));
            }
        }
    }

    /** Sends a group; where Cassandra gives no answer, finds out what became of it. */
    private Store.Outcome send(Open now, Group group, Store.Version to) {
        Batch batch = new Batch(partition, now.version, to);
        group.writeTo(batch);
        counters.countCommitGroup();
        Store.Outcome outcome;
        try {
            outcome = store.send(batch);
        } catch (KvException e) {
            open = null;
            throw e;
        }
        if (outcome == Store.Outcome.UNKNOWN) {
            Doubt.Answer answer = doubt.settle(partition, now.version, to);
            if (answer != Doubt.Answer.HAPPENED_LAST) {
                open = null;
            }
            outcome = switch (answer) {
                case HAPPENED_LAST, HAPPENED -> Store.Outcome.APPLIED;
                case NEVER -> Store.Outcome.REFUSED;
                case UNKNOWN -> Store.Outcome.UNKNOWN;
            };
        }
        return outcome;
    }

    /**
     * Tells whether a group has happened; where not, it never will.
     *
     * @throws KvException.Unavailable where that cannot be told now
     */
    boolean settle(Work.Doubtful group) {
        speaking.lock();
        try {
            open = null;
            return switch (doubt.settle(partition, group.from(), group.to())) {
                case HAPPENED_LAST, HAPPENED -> true;
                case NEVER -> false;
                case UNKNOWN -> throw new KvException.Unavailable("Cassandra does not answer", null);
            };
        } finally {
            speaking.unlock();
        }
    }

    /**
     * Moves the partition's version, so that no commit that is still on its way can happen any more.
     *
     * @throws KvException.Unavailable where that cannot be done now
     */
    void fence() {
        speaking.lock();
        try {
            open = null;
            doubt.fence(partition, new CommitClock(clock, 0));
        } finally {
            speaking.unlock();
        }
    }
}

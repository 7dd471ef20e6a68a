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
    /** How long what was written is kept in mind after the last work of another process. */
    private static final long FOREIGN_NANOS = 10_000_000_000L;
    /** For how long a stamp that was answered saves asking for one. */
    private static final long HEARD_NANOS = 20_000_000L;

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

    /** Whether other processes send works, and when the last came. */
    private volatile boolean foreign;

    private volatile long lastForeignNanos;

    private volatile @Nullable Heard heard;

    /** The stamp of a commit, and when it was answered. */
    private record Heard(long stamp, long nanos) {}

    /** Whether nothing is sent to other processes, and until when. */
    private volatile boolean alone;

    private volatile long aloneUntilNanos;

    /** Whether this process has stopped those that wrote here before it: what they have sent cannot happen any more. */
    private boolean entered;

    /** What this line knows of its partition. */
    private static final class Open {
        private final long epoch = EPOCHS.incrementAndGet();
        private final CommitClock stamps;
        private volatile Store.Version version;
        private Map<TransactionId, Group.Prepared> prepared;
        /** Kept only while other processes send works. */
        private @Nullable Recent recent;
        /** Transactions of this process that began before it may have missed what works of others have written. */
        private long ownFloor;

        Open(Store.Version version, CommitClock stamps, Map<TransactionId, Group.Prepared> prepared) {
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
     * Where a transaction of this process begins: what it reads from now on is true for as long as the epoch lasts,
     * unless a work of another process changes it after the stamp.
     *
     * @throws KvException.Unavailable where the partition cannot be read
     */
    Basis.Own enter() {
        Open now = current();
        return new Basis.Own(now.epoch, now.version.stamp());
    }

    /**
     * Where a transaction of another process begins: the stamp of a commit that all it reads from now on is at least as
     * new as.
     *
     * @throws KvException.Unavailable where the partition cannot be read
     */
    long enterFromOutside() {
        // before the stamp is taken: whatever is written after it is kept in mind
        lastForeignNanos = System.nanoTime();
        foreign = true;
        return current().version.stamp();
    }

    private Open current() {
        Open now = open;
        if (now != null) {
            return now;
        }
        speaking.lock();
        try {
            return opened();
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
            Map<TransactionId, Group.Prepared> prepared = new HashMap<>();
            for (Store.Own row : store.allOwn(partition, Rows.Kind.PREPARED, MAX_PREPARED)) {
                PartitionWrites writes = PartitionWrites.decode(row.value().array());
                prepared.put(TransactionId.decode(row.id().array()), new Group.Prepared(writes, true));
            }
            now = new Open(version, new CommitClock(clock, version.stamp()), prepared);
            open = now;
        }
        return now;
    }

    /** Looks whether this line knows the partition as it is now, where somebody has seen what it may not know of. */
    void catchUp() {
        speaking.lock();
        try {
            isCurrent(Store.Sight.QUORUM);
        } finally {
            speaking.unlock();
        }
    }

    private boolean isCurrent(Store.Sight sight) {
        Open now = open;
        if (now != null && !store.version(partition, sight).equals(now.version)) {
            open = null;
        }
        return open != null;
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

    /** Does a work that another process has sent. */
    long runFromOutside(Work work) {
        lastForeignNanos = System.nanoTime();
        foreign = true;
        return run(work);
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
        if (works.stream().anyMatch(work -> knowsMoreThan(now, work))) {
            // SERIAL: what is under way may have been seen already
            isCurrent(Store.Sight.SERIAL);
        }
        run(works, opened());
    }

    /** Whether a work tells of something that a line should know. */
    private static boolean knowsMoreThan(Open now, Work work) {
        return switch (work) {
            case Work.End end -> end.seen && !now.prepared.containsKey(end.id);
            case Work.Guarded guarded ->
                guarded.basis instanceof Basis.Foreign(var id, var asOf) && asOf > now.version.stamp();
            case Work.Forget forget -> false;
        };
    }

    private void run(List<Work> works, Open now) {
        Store.Version from = now.version;
        Recent recent = recent(now);
        Group group = new Group(now.epoch, from.stamp(), now.ownFloor, now.stamps, now.prepared, recent);
        List<Work> accepted = new ArrayList<>(works.size());
        for (Work work : works) {
            if (group.add(work)) {
                accepted.add(work);
            }
        }
        if (accepted.isEmpty()) {
            return;
        }
        Store.Version to = group.isEmpty() ? from : new Store.Version(group.lastStamp(), tokens.getAsLong());
        Store.Outcome outcome = group.isEmpty() ? look() : send(now, group, to);
        switch (outcome) {
            case APPLIED -> {
                if (!group.isEmpty()) {
                    happened(now, group, to);
                    counters.countCommits(accepted.size(), group.rows());
                }
                accepted.forEach(Work::succeed);
            }
            case REFUSED -> {
                open = null;
                KvException.Conflict conflict = new KvException.Conflict("Another process wrote to this partition");
                accepted.forEach(work -> work.fail(conflict));
            }
            case UNKNOWN -> {
                Work.Doubtful.InGroup doubtful = new Work.Doubtful.InGroup(from, to);
                accepted.forEach(work -> work.leaveInDoubt(doubtful));
            }
        }
    }

    private void happened(Open now, Group group, Store.Version to) {
        if (open != now) {
            return;
        }
        long from = now.version.stamp();
        now.version = to;
        now.prepared = group.prepared();
        // only now: another process that began before is going to look for what this has written
        if (now.recent == null && foreign) {
            now.recent = new Recent(from);
        }
        Recent recent = now.recent;
        if (recent != null) {
            group.writeTo(recent);
        }
    }

    /** What the groups of this epoch have written; null as long as no other process sends works. */
    private @Nullable Recent recent(Open now) {
        Recent recent = now.recent;
        if (foreign && System.nanoTime() - lastForeignNanos > FOREIGN_NANOS) {
            foreign = false;
            recent = null;
            // what they have written until now is forgotten
            now.ownFloor = now.version.stamp();
        } else if (foreign && recent == null) {
            recent = new Recent(now.version.stamp());
        }
        now.recent = recent;
        return recent;
    }

    /** Whether the partition is as this line knows it, so that what only checks has checked the right thing. */
    private Store.Outcome look() {
        // SERIAL: what a rival has under way may have been read already
        return isCurrent(Store.Sight.SERIAL) ? Store.Outcome.APPLIED : Store.Outcome.REFUSED;
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
     * Tells whether a work has happened; where not, it never will.
     *
     * @throws KvException.Unavailable where that cannot be told now
     */
    boolean settle(Work.Doubtful work) {
        speaking.lock();
        try {
            open = null;
            return switch (work) {
                case Work.Doubtful.Sent(var id, var asOf) ->
                    doubt.hasHappened(partition, id, asOf, new CommitClock(clock, 0));
                case Work.Doubtful.InGroup(var from, var to) ->
                    switch (doubt.settle(partition, from, to)) {
                        case HAPPENED_LAST, HAPPENED -> true;
                        case NEVER -> false;
                        case UNKNOWN -> throw new KvException.Unavailable("Cassandra does not answer", null);
                    };
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

    /** The stamp of the last commit that was answered here; 0 where it is not known now. */
    long known() {
        Open now = open;
        return now == null ? 0 : now.version.stamp();
    }

    /** Keeps in mind the stamp of a commit that another process has answered. */
    void hear(long stamp) {
        if (stamp >= heard()) {
            heard = new Heard(stamp, System.nanoTime());
        }
    }

    /** Forgets it, since too much has been written after it. */
    void forgetHeard() {
        heard = null;
    }

    /** The stamp of a commit that was answered just now; 0 for none. */
    long heard() {
        Heard last = heard;
        return last != null && System.nanoTime() - last.nanos < HEARD_NANOS ? last.stamp : 0;
    }

    /** For a while this process writes here by itself, since whoever commits for the partition cannot be reached. */
    void goAlone(long nanos) {
        aloneUntilNanos = System.nanoTime() + nanos;
        alone = true;
    }

    boolean isAlone() {
        if (alone && System.nanoTime() - aloneUntilNanos > 0) {
            alone = false;
        }
        return alone;
    }
}

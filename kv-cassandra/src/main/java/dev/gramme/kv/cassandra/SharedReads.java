package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads of single rows by QUORUM. What such a read costs is mostly the request, so those that come while some of the
 * same partition are under way wait for one of these to end and are read together. Where little is going on nobody
 * waits. Each is sent after it was asked for, so it sees all that was acknowledged before.
 */
final class SharedReads {
    /** Requests for one partition that are under way at a time, before others wait to share one. */
    static final int UNDER_WAY = 4;

    /** Rows of one request: few enough for their values, 400 KB each at most for items, to fit into an answer. */
    static final int MAX_ROWS = 32;

    /** Most that wait for one partition; more are sent at once. */
    private static final int MAX_WAITING = 1024;

    private final Store store;
    private final long patienceNanos;
    private final ConcurrentHashMap<PartitionId, Lane> lanes = new ConcurrentHashMap<>();

    /** What is going on in one partition, as long as anything is. Changed only inside {@code compute}. */
    private static final class Lane {
        private int underWay;
        private final Deque<Waiting> queue = new ArrayDeque<>();
    }

    /** One read, and the thread that waits for it. */
    private static final class Waiting {
        private final Bytes row;
        private final Thread thread = Thread.currentThread();
        private Store.@Nullable Found found;
        private @Nullable KvException failure;
        private volatile boolean done;

        Waiting(Bytes row) {
            this.row = row;
        }

        void end(Store.@Nullable Found read, @Nullable KvException failed) {
            found = read;
            failure = failed;
            done = true;
            LockSupport.unpark(thread);
        }

        Store.@Nullable Found foundOrThrow() {
            if (failure != null) {
                throw Work.copy(failure);
            }
            return found;
        }
    }

    /** @param patienceNanos where a request takes longer, another is sent beside it: a node may have stalled */
    SharedReads(Store store, long patienceNanos) {
        this.store = store;
        this.patienceNanos = patienceNanos;
    }

    /**
     * A row, or null where there is none.
     *
     * @throws KvException.Unavailable where the partition cannot be read
     */
    Store.@Nullable Found find(PartitionId partition, Bytes row) {
        Waiting own = new Waiting(row);
        boolean[] free = new boolean[1];
        lanes.compute(partition, (same, found) -> {
            Lane lane = found == null ? new Lane() : found;
            free[0] = lane.underWay < UNDER_WAY || lane.queue.size() >= MAX_WAITING;
            if (free[0]) {
                lane.underWay++;
            } else {
                lane.queue.add(own);
            }
            return lane;
        });
        if (free[0]) {
            send(partition, List.of(own));
        }
        await(partition, own);
        return own.foundOrThrow();
    }

    /** Waits until it is read; an interrupt ends no read, and is kept. */
    private void await(PartitionId partition, Waiting own) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + patienceNanos;
        while (!own.done) {
            long left = deadline - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                overtake(partition, own);
                deadline = System.nanoTime() + patienceNanos;
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has one more request go out, unless it is in one already. */
    private void overtake(PartitionId partition, Waiting own) {
        List<Waiting> group = new ArrayList<>();
        lanes.computeIfPresent(partition, (same, lane) -> {
            if (lane.queue.remove(own)) {
                lane.underWay++;
                group.add(own);
                take(lane, group);
            }
            return lane;
        });
        if (!group.isEmpty()) {
            send(partition, group);
        }
    }

    private static void take(Lane lane, List<Waiting> group) {
        while (group.size() < MAX_ROWS && !lane.queue.isEmpty()) {
            group.add(lane.queue.remove());
        }
    }

    private void send(PartitionId partition, List<Waiting> group) {
        Set<Bytes> rows = new LinkedHashSet<>();
        group.forEach(one -> rows.add(one.row));
        CompletionStage<List<Store.Found>> reading;
        try {
            reading = store.findSoon(partition, List.copyOf(rows));
        } catch (RuntimeException e) {
            // whoever waits must not do so for ever
            reading = CompletableFuture.failedStage(e);
        }
        reading.whenComplete((found, failure) -> {
            try {
                // first of all: others wait for it
                next(partition);
            } finally {
                end(group, found == null ? List.of() : found, failure);
            }
        });
    }

    private static void end(List<Waiting> group, List<Store.Found> all, @Nullable Throwable failure) {
        Map<Bytes, Store.Found> found = new HashMap<>();
        all.forEach(one -> found.put(one.row(), one));
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        KvException failed = cause == null || cause instanceof KvException
                ? (KvException) cause
                : new KvException.Unavailable("A read failed", cause);
        group.forEach(one -> one.end(found.get(one.row), failed));
    }

    /** A request has ended: those that wait share the next one. */
    private void next(PartitionId partition) {
        List<Waiting> group = new ArrayList<>();
        lanes.computeIfPresent(partition, (same, lane) -> {
            if (lane.underWay <= UNDER_WAY) {
                take(lane, group);
            }
            if (group.isEmpty()) {
                lane.underWay--;
            }
            return lane.underWay == 0 ? null : lane;
        });
        if (!group.isEmpty()) {
            send(partition, group);
        }
    }
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeer;
import dev.gramme.kv.KvPeers;
import dev.gramme.kv.PartitionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Processes that call each other. By their seed all calls arrive and all have one opinion about who commits for a
 * partition; or calls are lost on their way there or back, or arrive when nobody waits any more; or opinions differ and
 * change as well.
 */
final class SimulatedPeers {
    private static final long LATE_NANOS = 30_000_000;
    private static final long SHORT_PAUSE_NANOS = 200_000;

    private final int processes;
    private final boolean loses;
    private final boolean changes;
    private final Random random;
    private final Map<Integer, Supplier<KvEngine>> engines = new ConcurrentHashMap<>();
    private final Map<PartitionId, Integer> owners = new HashMap<>();
    private final AtomicInteger answered = new AtomicInteger();

    SimulatedPeers(int processes, long seed) {
        this.processes = processes;
        this.loses = seed % 3 != 0;
        this.changes = seed % 3 == 2;
        this.random = new Random(seed);
    }

    void start(int number, Supplier<KvEngine> engine) {
        engines.put(number, engine);
    }

    /** How many calls were answered. */
    int answered() {
        return answered.get();
    }

    KvPeers of(int self) {
        return partition -> {
            int owner = owner(partition);
            return owner == self ? null : peer(owner);
        };
    }

    private synchronized int owner(PartitionId partition) {
        if (changes && random.nextInt(100) == 0) {
            owners.put(partition, random.nextInt(processes));
        }
        if (changes && random.nextInt(50) == 0) {
            return random.nextInt(processes);
        }
        return owners.computeIfAbsent(partition, id -> random.nextInt(processes));
    }

    private synchronized int chance(int bound) {
        return random.nextInt(bound);
    }

    private KvPeer peer(int number) {
        return message -> {
            if (chance(4) == 0) {
                LockSupport.parkNanos(SHORT_PAUSE_NANOS);
            }
            int fate = loses ? chance(200) : Integer.MAX_VALUE;
            if (fate < 2) {
                throw new KvException.Unavailable("not reached", null);
            }
            if (fate < 4) {
                throw new KvException.Uncertain("lost on its way", null);
            }
            if (fate < 10) {
                Thread.ofVirtual().start(() -> arriveLate(number, message));
                throw new KvException.Uncertain("late", null);
            }
            byte[] answer = deliver(number, message);
            if (fate < 14) {
                throw new KvException.Uncertain("the answer was lost", null);
            }
            answered.incrementAndGet();
            return answer;
        };
    }

    private void arriveLate(int number, byte[] message) {
        LockSupport.parkNanos(chance(100) * LATE_NANOS / 100);
        try {
            deliver(number, message);
        } catch (KvException e) {
            // nobody waits for an answer
        }
    }

    private byte[] deliver(int number, byte[] message) {
        @Nullable Supplier<KvEngine> engine = engines.get(number);
        if (engine == null) {
            throw new KvException.Unavailable("not started yet", null);
        }
        return engine.get().answer(message);
    }
}

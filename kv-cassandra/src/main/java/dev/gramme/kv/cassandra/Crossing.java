package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Commits over several partitions. All but one of them prepare: they keep what is going to be written, and mark the
 * rows it concerns. Then the one that is left, the home, writes its own rows and that the transaction is committed, in
 * one conditional batch: this is the commit. Then the others write what they have prepared. Whoever meets a mark asks
 * the home; whoever must know that a silent transaction never commits moves the home's version first, for its decision
 * waits for the version that was there when it began.
 */
final class Crossing {
    /** How long a prepared transaction is left alone by those it is in the way of, though nobody here runs it. */
    static final long PATIENCE_MILLIS = 2_000;

    /** How many are kept in mind that were left in doubt; the others wait for the patience of those they hold up. */
    private static final int MAX_LEFT = 10_000;

    /** How often a decision is carried out that Cassandra does not answer; then it is left to whoever meets it. */
    private static final int FINISH_ATTEMPTS = 5;

    private final Routes routes;
    private final LongSupplier clock;
    /** The last ones that this process has given up or left in doubt. */
    private final LinkedHashSet<TransactionId> left = new LinkedHashSet<>();
    /** Those that this process is committing now. */
    private final Set<TransactionId> running = ConcurrentHashMap.newKeySet();

    Crossing(Routes routes, LongSupplier clock) {
        this.routes = routes;
        this.clock = clock;
    }

    boolean isRunning(TransactionId id) {
        return running.contains(id);
    }

    /** Whether this process does nothing more about it: whoever it is in the way of is to end it at once. */
    boolean isLeft(TransactionId id) {
        synchronized (left) {
            return left.contains(id);
        }
    }

    static Bytes encode(List<PartitionId> partitions) {
        ByteBuffer out = ByteBuffer.allocate(partitions.size() * Long.BYTES);
        partitions.forEach(partition -> out.putLong(partition.number()));
        return Bytes.of(out.array());
    }

    static List<PartitionId> decode(byte[] encoded) {
        List<PartitionId> partitions = new ArrayList<>();
        for (ByteBuffer in = ByteBuffer.wrap(encoded); in.hasRemaining(); ) {
            partitions.add(new PartitionId(in.getLong()));
        }
        return partitions;
    }

    /**
     * Commits.
     *
     * @param parts what is written where, the home first
     * @param entries how it came into each of the partitions, before anything was read
     * @param read those of the rows it touches that it has read
     * @param deciding told what decides it, before anything is done
     */
    Commit commit(
            Map<PartitionId, PartitionWrites> parts,
            Map<PartitionId, Routes.Entry> entries,
            Map<PartitionId, Set<Bytes>> read,
            Consumer<Work.Write> deciding,
            Blocked blocked) {
        PartitionId home = parts.keySet().iterator().next();
        List<PartitionId> others =
                parts.keySet().stream().filter(id -> !id.equals(home)).toList();
        TransactionId id = TransactionId.random(home);
        Work.Write decision = new Work.Write(
                of(entries, home).basis(),
                of(parts, home),
                read.getOrDefault(home, Set.of()),
                new Work.Decision(id, others));
        deciding.accept(decision);
        running.add(id);
        try {
            prepare(id, others, parts, entries, read, blocked);
            long stamp = decide(id, others, of(entries, home), decision, blocked);
            return complete(id, others, stamp);
        } finally {
            running.remove(id);
        }
    }

    /** Carries out what was in doubt and is known now. */
    void settled(Work.Decision decision, boolean happened) {
        if (happened) {
            Thread.ofVirtual().name("gramme-finish").start(() -> finish(decision.id(), decision.others(), Set.of()));
        } else {
            undo(decision.id(), decision.others());
        }
    }

    /** Told of a prepared transaction that was in the way. */
    @FunctionalInterface
    interface Blocked {
        void by(PartitionId partition, TransactionId id);
    }

    /** What is known of a partition; each of the transaction is there. */
    private static <T> T of(Map<PartitionId, T> known, PartitionId id) {
        return Objects.requireNonNull(known.get(id));
    }

    private void prepare(
            TransactionId id,
            List<PartitionId> others,
            Map<PartitionId, PartitionWrites> parts,
            Map<PartitionId, Routes.Entry> entries,
            Map<PartitionId, Set<Bytes>> read,
            Blocked blocked) {
        long now = clock.getAsLong();
        Map<PartitionId, Work.Prepare> works = new LinkedHashMap<>();
        others.forEach(other -> {
            PartitionWrites writes = of(parts, other);
            Set<Bytes> readThere = read.getOrDefault(other, Set.of());
            works.put(other, new Work.Prepare(of(entries, other).basis(), writes, readThere, id, writes.encode(now)));
        });
        Map<PartitionId, KvException> failures = new ConcurrentHashMap<>();
        Parallel.run(others, other -> {
            Work.Prepare work = of(works, other);
            try {
                routes.run(other, of(entries, other), work);
            } catch (KvException e) {
                failures.put(other, e);
            }
        });
        if (!failures.isEmpty()) {
            // nothing was decided and nothing will be: the home is only asked after this
            undo(id, others);
            works.forEach((other, work) -> {
                TransactionId blocking = work.blockedBy;
                if (blocking != null) {
                    blocked.by(other, blocking);
                }
            });
            throw new KvException.Conflict("Part of a transaction could not be prepared: "
                    + failures.values().iterator().next().getMessage());
        }
    }

    private void undo(TransactionId id, List<PartitionId> others) {
        // a part that was not answered may be prepared later still
        leave(id);
        Parallel.run(others, other -> tryToEnd(other, new Work.End(id, false, false)));
    }

    private void leave(TransactionId id) {
        synchronized (left) {
            if (left.size() >= MAX_LEFT) {
                left.removeFirst();
            }
            left.add(id);
        }
    }

    /** What is left undone is done by whoever meets it. */
    private boolean tryToEnd(PartitionId partition, Work.End end) {
        try {
            routes.end(partition, end);
            return true;
        } catch (KvException e) {
            return false;
        }
    }

    /** Ends a transaction that is decided, in one of its partitions, where it was seen. */
    long end(PartitionId partition, TransactionId id, boolean committed) {
        return routes.end(partition, new Work.End(id, committed, true));
    }

    private long decide(
            TransactionId id, List<PartitionId> others, Routes.Entry entry, Work.Write work, Blocked blocked) {
        try {
            return routes.run(id.home(), entry, work);
        } catch (KvException.Uncertain e) {
            // it may be committed: nobody may undo it before the home was asked
            leave(id);
            throw e;
        } catch (KvException e) {
            undo(id, others);
            TransactionId blocking = work.blockedBy;
            if (blocking != null) {
                blocked.by(id.home(), blocking);
            }
            throw e;
        }
    }

    private Commit complete(TransactionId id, List<PartitionId> others, long homeStamp) {
        Map<PartitionId, Long> stamps = new ConcurrentHashMap<>();
        stamps.put(id.home(), homeStamp);
        Parallel.run(others, other -> {
            try {
                stamps.put(other, end(other, id, true));
            } catch (KvException e) {
                // it is committed all the same: readers find it so, and the next writer ends it
            }
        });
        Thread.ofVirtual().name("gramme-finish").start(() -> finish(id, others, stamps.keySet()));
        return new Commit(Map.copyOf(stamps));
    }

    /** Carries out a decision of a process that may be gone, wherever that was not done. */
    void carryOut(TransactionId id, List<PartitionId> others) {
        if (!isRunning(id)) {
            finish(id, others, Set.of());
        }
    }

    /** Carries a decision out where that has not been done yet, and forgets it. */
    private void finish(TransactionId id, List<PartitionId> others, Set<PartitionId> done) {
        List<PartitionId> left =
                others.stream().filter(other -> !done.contains(other)).toList();
        for (int attempt = 0; !left.isEmpty() && attempt < FINISH_ATTEMPTS; attempt++) {
            left = left.stream()
                    .filter(other -> !tryToEnd(other, new Work.End(id, true, true)))
                    .toList();
        }
        if (left.isEmpty()) {
            try {
                routes.forget(id);
            } catch (KvException e) {
                // a decision that is not forgotten does no harm
            }
        }
    }
}

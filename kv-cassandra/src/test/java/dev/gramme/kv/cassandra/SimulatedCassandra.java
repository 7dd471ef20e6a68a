package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as front ends see it: batches are applied whole or not at all; some get no answer, and of those some happen
 * at once, some later, where their condition still holds then, and some never. Front ends can be killed between any two
 * of their calls, and what they sent last may still arrive.
 */
final class SimulatedCassandra {
    private static final long SHORT_PAUSE_NANOS = 100_000;
    private static final long LONG_PAUSE_NANOS = 60_000_000;

    private final Map<PartitionId, Partition> partitions = new HashMap<>();
    private final List<Batch> underWay = new ArrayList<>();
    private final Random random;
    private int refused;
    /** How many of a hundred batches get no answer. */
    private final int unanswered;

    private static final class Partition {
        private Store.Version version = Store.Version.NONE;
        private final NavigableMap<Bytes, Cell> rows = new TreeMap<>();
    }

    private record Cell(@Nullable Bytes value, @Nullable TransactionId intent) {}

    SimulatedCassandra(long seed, int unanswered) {
        this.random = new Random(seed);
        this.unanswered = unanswered;
    }

    /** A connection of one front end, which answers at once. */
    FrontEnd connect() {
        return new FrontEnd(false, 0);
    }

    /** A connection of one front end that takes its time for each batch. */
    FrontEnd connectSteadily(long batchNanos) {
        return new FrontEnd(false, batchNanos);
    }

    /** A connection of one front end, which takes its time: mostly little, now and then longer than others wait. */
    FrontEnd connectSlowly() {
        return new FrontEnd(true, 0);
    }

    private void dawdle() {
        int chance;
        synchronized (this) {
            chance = random.nextInt(1_000);
        }
        if (chance < 3) {
            LockSupport.parkNanos(LONG_PAUSE_NANOS);
        } else if (chance < 300) {
            LockSupport.parkNanos(SHORT_PAUSE_NANOS);
        }
    }

    private Partition partition(PartitionId id) {
        return partitions.computeIfAbsent(id, none -> new Partition());
    }

    /** Some of what is under way arrives. */
    private synchronized void arrive(@Nullable PartitionId at, int ofHundred) {
        for (Iterator<Batch> late = underWay.iterator(); late.hasNext(); ) {
            Batch batch = late.next();
            if ((at == null || batch.partition().equals(at)) && random.nextInt(100) < ofHundred) {
                late.remove();
                apply(batch);
            }
        }
    }

    /** All that is under way arrives. */
    void arriveAll() {
        arrive(null, 100);
    }

    private synchronized Store.Outcome receive(Batch batch) {
        if (random.nextInt(100) < unanswered) {
            switch (random.nextInt(3)) {
                case 0 -> apply(batch);
                case 1 -> underWay.add(batch);
                default -> {
                    // lost
                }
            }
            return Store.Outcome.UNKNOWN;
        }
        return apply(batch);
    }

    private Store.Outcome apply(Batch batch) {
        Partition partition = partition(batch.partition());
        if (partition.version.stamp() != batch.from().stamp()) {
            refused++;
            return Store.Outcome.REFUSED;
        }
        partition.version = batch.to();
        // of one time: range deletions leave what is put, deletions of rows do not
        for (Batch.Change change : batch.changes()) {
            if (change instanceof Batch.DeleteRange(var from, var to)) {
                partition.rows.subMap(name(from), name(to)).clear();
            }
        }
        for (Batch.Change change : batch.changes()) {
            write(partition.rows, change);
        }
        for (Batch.Change change : batch.changes()) {
            if (change instanceof Batch.Delete(var name)) {
                partition.rows.remove(name(name));
            }
        }
        return Store.Outcome.APPLIED;
    }

    private static void write(NavigableMap<Bytes, Cell> rows, Batch.Change change) {
        switch (change) {
            case Batch.Put(var name, var value, var forAWhile) ->
                rows.merge(name(name), new Cell(value, null), (old, put) -> new Cell(put.value(), old.intent()));
            case Batch.Stand(var name) -> rows.putIfAbsent(name(name), new Cell(Bytes.EMPTY, null));
            case Batch.Mark(var name, var intent) ->
                rows.merge(name(name), new Cell(null, intent), (old, put) -> new Cell(old.value(), put.intent()));
            case Batch.Unmark(var name) ->
                rows.computeIfPresent(
                        name(name), (row, old) -> old.value() == null ? null : new Cell(old.value(), null));
            case Batch.Unput(var name) ->
                rows.computeIfPresent(
                        name(name), (row, old) -> old.intent() == null ? null : new Cell(null, old.intent()));
            case Batch.Delete delete -> {
                // last of all
            }
            case Batch.DeleteRange delete -> {
                // first of all
            }
        }
    }

    private static Bytes name(ByteBuffer name) {
        return Bytes.of(Rows.bytes(name));
    }

    /** How many rows of the engine's own of a kind there are. */
    synchronized int own(Rows.Kind kind) {
        int count = 0;
        for (Partition partition : partitions.values()) {
            count += partition
                    .rows
                    .subMap(name(Rows.firstOwn(kind)), name(Rows.behindOwn(kind)))
                    .size();
        }
        return count;
    }

    /** How many batches found another version than theirs. */
    synchronized int refused() {
        return refused;
    }

    /** How many rows are marked by transactions. */
    synchronized int marked() {
        int count = 0;
        for (Partition partition : partitions.values()) {
            count += (int) partition.rows.values().stream()
                    .filter(cell -> cell.intent() != null)
                    .count();
        }
        return count;
    }

    /** What one front end sees, until it is killed. */
    final class FrontEnd implements Store {
        private final boolean slow;
        private final long batchNanos;
        private boolean dead;
        private int callsLeft = Integer.MAX_VALUE;
        private boolean lastArrives;

        private FrontEnd(boolean slow, long batchNanos) {
            this.slow = slow;
            this.batchNanos = batchNanos;
        }

        /**
         * Kills it at its n-th call from now.
         *
         * @param arrives whether what it sends by that call arrives, unlike the answer
         */
        synchronized void dieAtCall(int n, boolean arrives) {
            callsLeft = n;
            lastArrives = arrives;
        }

        synchronized void die() {
            dead = true;
        }

        synchronized boolean isDead() {
            return dead;
        }

        private boolean isLastCall() {
            if (slow) {
                dawdle();
            }
            return countCall();
        }

        private synchronized boolean countCall() {
            if (dead) {
                throw new KvException.Unavailable("killed", null);
            }
            dead = --callsLeft <= 0;
            return dead;
        }

        private void read(PartitionId partition, boolean serial) {
            if (isLastCall()) {
                throw new KvException.Unavailable("killed", null);
            }
            arrive(partition, serial ? 50 : 5);
        }

        private @Nullable Found cell(PartitionId partition, ByteBuffer name) {
            Cell cell = partition(partition).rows.get(name(name));
            return cell == null ? null : new Found(Rows.userRow(name), cell.value(), cell.intent());
        }

        @Override
        public @Nullable Found find(PartitionId partition, Bytes row, ReadMode mode) {
            read(partition, false);
            synchronized (SimulatedCassandra.this) {
                return cell(partition, Rows.user(row));
            }
        }

        @Override
        public List<Found> findMany(PartitionId partition, List<Bytes> rows, ReadMode mode) {
            read(partition, false);
            List<Found> all = new ArrayList<>();
            synchronized (SimulatedCassandra.this) {
                for (Bytes row : rows) {
                    Found found = cell(partition, Rows.user(row));
                    if (found != null) {
                        all.add(found);
                    }
                }
            }
            return all;
        }

        /** On the caller's thread: what others do meanwhile is up to them. */
        @Override
        public CompletionStage<List<Found>> findSoon(PartitionId partition, List<Bytes> rows) {
            try {
                return CompletableFuture.completedStage(findMany(partition, rows, ReadMode.STRONG));
            } catch (KvException e) {
                return CompletableFuture.failedStage(e);
            }
        }

        @Override
        public List<Found> page(
                PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards, int limit, ReadMode mode) {
            read(partition, false);
            List<Found> page = new ArrayList<>();
            for (Map.Entry<Bytes, Cell> row : range(partition, from, to, backwards)) {
                if (page.size() < limit) {
                    page.add(new Found(
                            Rows.userRow(ByteBuffer.wrap(row.getKey().array())),
                            row.getValue().value(),
                            row.getValue().intent()));
                }
            }
            return page;
        }

        private List<Map.Entry<Bytes, Cell>> range(
                PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards) {
            synchronized (SimulatedCassandra.this) {
                if (name(from).compareTo(name(to)) >= 0) {
                    return List.of();
                }
                NavigableMap<Bytes, Cell> range = partition(partition).rows.subMap(name(from), true, name(to), false);
                List<Map.Entry<Bytes, Cell>> rows = new ArrayList<>();
                // the map's own entries would change with it
                (backwards ? range.descendingMap() : range).forEach((row, cell) -> rows.add(Map.entry(row, cell)));
                return rows;
            }
        }

        @Override
        public byte @Nullable [] own(PartitionId partition, Rows.Kind kind, byte[] id, Sight sight) {
            read(partition, sight == Sight.SERIAL);
            synchronized (SimulatedCassandra.this) {
                Cell cell = partition(partition).rows.get(name(Rows.own(kind, id)));
                Bytes value = cell == null ? null : cell.value();
                return value == null ? null : value.array();
            }
        }

        @Override
        public List<Own> allOwn(PartitionId partition, Rows.Kind kind, int limit) {
            read(partition, false);
            List<Own> all = new ArrayList<>();
            for (Map.Entry<Bytes, Cell> row : range(partition, Rows.firstOwn(kind), Rows.behindOwn(kind), false)) {
                Bytes value = row.getValue().value();
                if (value != null && all.size() < limit) {
                    byte[] id = Rows.ownId(ByteBuffer.wrap(row.getKey().array()));
                    all.add(new Own(Bytes.of(id), value));
                }
            }
            return all;
        }

        @Override
        public Version version(PartitionId partition, Sight sight) {
            read(partition, sight == Sight.SERIAL);
            synchronized (SimulatedCassandra.this) {
                return partition(partition).version;
            }
        }

        @Override
        public Outcome send(Batch batch) {
            if (isLastCall()) {
                if (lastArrives) {
                    receive(batch);
                }
                return Outcome.UNKNOWN;
            }
            if (batchNanos > 0) {
                LockSupport.parkNanos(batchNanos);
            }
            arrive(batch.partition(), 20);
            return receive(batch);
        }

        @Override
        public void close() {
            die();
        }
    }
}

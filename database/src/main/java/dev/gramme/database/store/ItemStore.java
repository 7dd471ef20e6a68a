package dev.gramme.database.store;

import dev.gramme.database.api.ContentionException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.PartitionLoads;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableGate;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items of tables in the engine: the only place that reads and writes them. Thread-safe. */
public final class ItemStore {
    private final KvEngine engine;
    private final Commits commits;
    private final List<ChangeParticipant> participants;
    private final Places places;
    private final Ongoing ongoing = new Ongoing();

    /** Participants join each change in the order given. */
    public ItemStore(KvEngine engine, Environment environment, List<ChangeParticipant> participants) {
        this.engine = engine;
        this.commits = new Commits(engine, environment);
        this.participants = List.copyOf(participants);
        this.places = new Places(environment);
    }

    /** One write, as its key, what it wants, and the table. */
    public record Write(Table table, ItemKey key, ItemWrite wanted) {
        /** The same to the table as it is now. */
        Write to(Table now) {
            return now == table ? this : new Write(now, now.placed(key), wanted);
        }
    }

    /**
     * What one attempt at a write came to.
     *
     * @param afterCommit what is to be done if it happens
     */
    private record Step(
            Outcome outcome,
            List<Runnable> afterCommit,
            @Nullable DynamoException fault) {
        static Step of(Outcome outcome) {
            return new Step(outcome, List.of(), null);
        }
    }

    /**
     * Writes one item. Nothing is written where the decision is no change.
     *
     * @param deadlineNanos until when conflicts are tried again, by the environment's monotonic clock
     */
    public Outcome apply(Write write, Origin origin, long deadlineNanos) {
        return places.whenFree(deadlineNanos, () -> applyNow(write, origin, deadlineNanos));
    }

    private Outcome applyNow(Write asked, Origin origin, long deadlineNanos) {
        try (TableGate.Pass pass = asked.table().gate().enter()) {
            Write write = asked.to(pass.table());
            Key location = write.key().location();
            try {
                Step step = commits.run(location.partition(), deadlineNanos, plain -> {
                    KvTransaction transaction = MovingTransaction.of(plain, write.table());
                    return step(transaction, write, transaction.getForUpdate(location), origin);
                });
                step.afterCommit().forEach(Runnable::run);
                return step.outcome();
            } catch (ContentionException e) {
                throw ongoing.contains(location)
                        ? new DynamoException(ErrorCode.TRANSACTION_CONFLICT, "Transaction is ongoing for the item", e)
                        : e;
            }
        }
    }

    /**
     * Writes many items, each on its own: some may be refused while others are done. They share commits where that is
     * cheap, which makes more of them appear at once than anybody was promised.
     *
     * @param writes no two of the same item
     * @return outcomes in the order of the writes
     */
    public List<Outcome> applyAll(List<Write> writes, Origin origin, long deadlineNanos) {
        @Nullable Outcome[] outcomes = new Outcome[writes.size()];
        return places.whenFree(deadlineNanos, () -> {
            applyMissing(writes, outcomes, origin, deadlineNanos);
            return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
        });
    }

    /** Does those that have no outcome yet. */
    private void applyMissing(List<Write> asked, @Nullable Outcome[] outcomes, Origin origin, long deadlineNanos) {
        try (Passes passes = new Passes(asked)) {
            List<Write> writes = passes.placed(asked);
            Integer[] missing = Arrays.stream(inLockOrder(writes))
                    .filter(index -> outcomes[index] == null)
                    .toArray(Integer[]::new);
            for (List<Integer> group : groups(writes, missing)) {
                Step[] steps = new Step[group.size()];
                commits.run(home(writes, group), deadlineNanos, plain -> {
                    KvTransaction transaction = MovingTransaction.of(plain, passes.tables());
                    List<@Nullable Bytes> stored = transaction.getAllForUpdate(locations(writes, group));
                    for (int at = 0; at < steps.length; at++) {
                        steps[at] = step(transaction, writes.get(group.get(at)), stored.get(at), origin);
                    }
                    return true;
                });
                for (int at = 0; at < steps.length; at++) {
                    outcomes[group.get(at)] = steps[at].outcome();
                    steps[at].afterCommit().forEach(Runnable::run);
                }
            }
        }
    }

    /**
     * Writes many items, all or none.
     *
     * @param writes no two of the same item
     * @param companion runs first in the same transaction
     * @return what became of each, in their order, and whether all of them are done; null where the companion stopped
     *     it
     */
    public @Nullable Together applyTogether(
            List<Write> writes, Companion companion, Origin origin, long deadlineNanos) {
        return places.whenFree(deadlineNanos, () -> {
            try (Passes passes = new Passes(writes)) {
                return applyTogether(passes, passes.placed(writes), companion, origin, deadlineNanos);
            }
        });
    }

    private @Nullable Together applyTogether(
            Passes passes, List<Write> writes, Companion companion, Origin origin, long deadlineNanos) {
        Integer[] order = inLockOrder(writes);
        List<Key> keys = writes.stream().map(write -> write.key().location()).toList();
        ongoing.begin(keys);
        try {
            PartitionId home = home(writes, List.of(order));
            Attempt attempt = commits.runUnless(Attempt::isVoid, home, deadlineNanos, plain -> {
                KvTransaction transaction = MovingTransaction.of(plain, passes.tables());
                if (!companion.begin(transaction)) {
                    return new Attempt(null, false);
                }
                Step[] steps = new Step[order.length];
                boolean done = true;
                List<@Nullable Bytes> stored = transaction.getAllForUpdate(locations(writes, List.of(order)));
                for (int at = 0; at < order.length; at++) {
                    Write write = writes.get(order[at]);
                    Step step = stepOrFault(transaction, write, stored.get(at), origin);
                    steps[order[at]] = step;
                    done &= step.fault() == null && !step.outcome().refused();
                }
                return new Attempt(Arrays.asList(steps), done);
            });
            return attempt.settled();
        } finally {
            ongoing.end(keys);
        }
    }

    /** One attempt at a transaction: null steps where it was stopped before them. */
    private record Attempt(@Nullable List<Step> steps, boolean done) {
        boolean isVoid() {
            return !done;
        }

        @Nullable
        Together settled() {
            if (steps == null) {
                return null;
            }
            List<Together.Part> parts = new ArrayList<>();
            for (Step step : steps) {
                if (done) {
                    step.afterCommit().forEach(Runnable::run);
                }
                parts.add(new Together.Part(step.outcome(), step.fault()));
            }
            return new Together(parts, done);
        }
    }

    private Step stepOrFault(KvTransaction transaction, Write write, @Nullable Bytes stored, Origin origin) {
        try {
            return step(transaction, write, stored, origin);
        } catch (DynamoException e) {
            return new Step(new Outcome(null, Decision.unchanged()), List.of(), e);
        }
    }

    /**
     * Reads many items as they were at one moment. Two readings that find the same versions, sealed apart as each is,
     * show that nothing changed between them; an item that is not there has no version, so then, and where items keep
     * changing, they are locked for the reading.
     *
     * @return in the order of the reads, null where there is none
     */
    public List<@Nullable Item> getTogether(List<Read> reads, long deadlineNanos) {
        return open(reads, inPlace(reads, keys -> {
            List<@Nullable Bytes> found = engine.getAll(keys, ReadMode.STRONG);
            boolean same = !found.contains(null) && found.equals(engine.getAll(keys, ReadMode.STRONG));
            return same ? found : getLocked(keys, deadlineNanos);
        }));
    }

    /** Reads from where items lie, again where one of them has been moved meanwhile. */
    private List<@Nullable Bytes> inPlace(List<Read> reads, Function<List<Key>, List<@Nullable Bytes>> read) {
        List<Key> keys = places.toRead(reads);
        while (true) {
            List<@Nullable Bytes> found = read.apply(keys);
            List<Key> now = places.of(reads);
            if (now.equals(keys)) {
                return found;
            }
            keys = now;
        }
    }

    private List<@Nullable Bytes> getLocked(List<Key> keys, long deadlineNanos) {
        Map<Key, Bytes> found = new HashMap<>();
        commits.runUnless(none -> true, keys.getFirst().partition(), deadlineNanos, transaction -> {
            found.clear();
            for (Key key : keys.stream().sorted().toList()) {
                Bytes stored = transaction.getForUpdate(key);
                if (stored != null) {
                    found.put(key, stored);
                }
            }
            // writes nothing, but makes sure that all of it was there at one time
            transaction.commit();
            return true;
        });
        List<@Nullable Bytes> values = new ArrayList<>();
        keys.forEach(key -> values.add(found.get(key)));
        return values;
    }

    /** Locks are taken in key order, so that two batches never wait for each other. */
    private static Integer[] inLockOrder(List<Write> writes) {
        Integer[] order = new Integer[writes.size()];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparing(index -> writes.get(index).key().location()));
        return order;
    }

    private static List<Key> locations(List<Write> writes, List<Integer> group) {
        List<Key> locations = new ArrayList<>(group.size());
        for (int index : group) {
            locations.add(writes.get(index).key().location());
        }
        return locations;
    }

    private static PartitionId home(List<Write> writes, List<Integer> group) {
        return writes.get(group.getFirst()).key().location().partition();
    }

    private List<List<Integer>> groups(List<Write> writes, Integer[] order) {
        if (engine.limits().cheapAcrossPartitions()) {
            return List.of(List.of(order));
        }
        Map<PartitionId, List<Integer>> byPartition = new TreeMap<>();
        for (Integer index : order) {
            PartitionId partition = writes.get(index).key().location().partition();
            byPartition.computeIfAbsent(partition, none -> new ArrayList<>()).add(index);
        }
        return List.copyOf(byPartition.values());
    }

    /** One write; the key has been read for update. */
    private Step step(KvTransaction transaction, Write write, @Nullable Bytes stored, Origin origin) {
        Table table = write.table();
        Key location = write.key().location();
        StoredItem before = stored == null ? null : new StoredItem(table.keys(), location.row(), stored);
        Decision decision = write.wanted().decide(before);
        if (!(decision instanceof Decision.Change(var after))) {
            return Step.of(new Outcome(before, decision));
        }
        if (before != null && after != null && isSame(table, before, after)) {
            return Step.of(new Outcome(before, Decision.unchanged()));
        }
        Bytes afterStored = null;
        if (after != null) {
            afterStored = SealedItem.seal(table.keys(), location.row(), after);
            transaction.put(location, afterStored);
        } else if (before != null) {
            transaction.delete(location);
        } else {
            return Step.of(new Outcome(null, Decision.unchanged()));
        }
        ItemChange change = new ItemChange(table, write.key(), before, after, afterStored, origin);
        List<Runnable> afterCommit = new ArrayList<>();
        for (ChangeParticipant participant : participants) {
            participant.join(change, transaction, afterCommit::add);
        }
        afterCommit.add(() -> {
            table.statistics().add(change.grownItems(), change.grownBytes());
            table.loads().add(ItemRows.SPACE.hash32(location.row()), PartitionLoads.WRITE);
        });
        return new Step(new Outcome(before, decision), afterCommit, null);
    }

    /**
     * Whether a write changes nothing, and so is none. Where nobody looks into the item before, it costs less to write
     * it once more than to open it in order to tell.
     */
    private boolean isSame(Table table, StoredItem before, Item after) {
        return before.sizeBytes() == after.sizeBytes()
                && (before.isOpened() || looksBack(table))
                && before.item().equals(after);
    }

    private boolean looksBack(Table table) {
        for (ChangeParticipant participant : participants) {
            if (participant.looksBack(table)) {
                return true;
            }
        }
        return false;
    }

    /** Reads one item. */
    public @Nullable Item get(Table table, ItemKey key, ReadMode mode) {
        Key place = places.toRead(table, key);
        while (true) {
            Bytes stored = engine.get(place, mode);
            Key now = places.of(table, key);
            if (now.equals(place)) {
                return stored == null ? null : SealedItem.open(table.keys(), place.row(), stored);
            }
            place = now;
        }
    }

    /** Where one item lies, for reading many at once. */
    public record Read(Table table, ItemKey key) {}

    /** Reads many items, each on its own; null where there is none. */
    public List<@Nullable Item> getAll(List<Read> reads, ReadMode mode) {
        return open(reads, inPlace(reads, keys -> engine.getAll(keys, mode)));
    }

    private static List<@Nullable Item> open(List<Read> reads, List<@Nullable Bytes> found) {
        List<@Nullable Item> items = new ArrayList<>(reads.size());
        for (int index = 0; index < reads.size(); index++) {
            Bytes stored = found.get(index);
            Read read = reads.get(index);
            items.add(
                    stored == null
                            ? null
                            : SealedItem.open(
                                    read.table().keys(), read.key().location().row(), stored));
        }
        return items;
    }

    /** Walks the items or entries of a range, backwards only within one partition key; the caller closes the cursor. */
    public ItemCursor scan(ItemSource source, RowRange range, Direction direction, ReadMode mode) {
        return new ItemCursor(engine, places, source, range, direction, mode);
    }
}

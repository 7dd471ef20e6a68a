package dev.gramme.database.store;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.ItemSource;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Items of tables in the engine: the only place that reads and writes them. Thread-safe. */
public final class ItemStore {
    private final KvEngine engine;
    private final Commits commits;
    private final List<ChangeParticipant> participants;

    /** Participants join each change in the order given. */
    public ItemStore(KvEngine engine, Environment environment, List<ChangeParticipant> participants) {
        this.engine = engine;
        this.commits = new Commits(engine, environment);
        this.participants = List.copyOf(participants);
    }

    /** One write, as its key, what it wants, and the table. */
    public record Write(Table table, ItemKey key, ItemWrite wanted) {}

    /** What one attempt at a write came to. */
    private record Step(Outcome outcome, @Nullable ItemChange change) {}

    /**
     * Writes one item. Nothing is written where the decision is no change.
     *
     * @param deadlineNanos until when conflicts are tried again, by the environment's monotonic clock
     */
    public Outcome apply(Write write, Origin origin, long deadlineNanos) {
        try (TableGate.Pass pass = write.table().gate().enter()) {
            Step step = commits.run(
                    write.key().location().partition(),
                    deadlineNanos,
                    transaction -> step(transaction, pass.table(), write, origin));
            committed(step);
            return step.outcome();
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
        Integer[] order = inLockOrder(writes);
        Step[] steps = new Step[writes.size()];
        try (Passes passes = new Passes(writes)) {
            for (List<Integer> group : groups(writes, order)) {
                commits.run(home(writes, group), deadlineNanos, transaction -> {
                    for (int index : group) {
                        Write write = writes.get(index);
                        steps[index] = step(transaction, passes.table(write), write, origin);
                    }
                    return true;
                });
                for (int index : group) {
                    committed(steps[index]);
                }
            }
        }
        return Arrays.stream(steps).map(Step::outcome).toList();
    }

    /** Locks are taken in key order, so that two batches never wait for each other. */
    private static Integer[] inLockOrder(List<Write> writes) {
        Integer[] order = new Integer[writes.size()];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparing(index -> writes.get(index).key().location()));
        return order;
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

    private Step step(KvTransaction transaction, Table table, Write write, Origin origin) {
        Key location = write.key().location();
        Bytes stored = transaction.getForUpdate(location);
        StoredItem before = stored == null ? null : new StoredItem(table.keys(), location.row(), stored);
        Decision decision = write.wanted().decide(before);
        if (!(decision instanceof Decision.Change(var after))) {
            return new Step(new Outcome(before, decision), null);
        }
        if (after == null) {
            if (before == null) {
                return new Step(new Outcome(null, Decision.unchanged()), null);
            }
            transaction.delete(location);
        } else {
            transaction.put(location, SealedItem.seal(table.keys(), location.row(), after));
        }
        ItemChange change = new ItemChange(table, write.key(), before, after, origin);
        for (ChangeParticipant participant : participants) {
            participant.join(change, transaction);
        }
        return new Step(new Outcome(before, decision), change);
    }

    private void committed(Step step) {
        ItemChange change = step.change();
        if (change == null) {
            return;
        }
        change.table().statistics().add(change.grownItems(), change.grownBytes());
        for (ChangeParticipant participant : participants) {
            participant.committed(change);
        }
    }

    /** Reads one item. */
    public @Nullable Item get(Table table, ItemKey key, ReadMode mode) {
        Bytes stored = engine.get(key.location(), mode);
        return stored == null
                ? null
                : SealedItem.open(table.keys(), key.location().row(), stored);
    }

    /** Where one item lies, for reading many at once. */
    public record Read(Table table, ItemKey key) {}

    /** Reads many items, each on its own; null where there is none. */
    public List<@Nullable Item> getAll(List<Read> reads, ReadMode mode) {
        List<Key> keys = new ArrayList<>(reads.size());
        for (Read read : reads) {
            keys.add(read.key().location());
        }
        List<@Nullable Bytes> found = engine.getAll(keys, mode);
        List<@Nullable Item> items = new ArrayList<>(reads.size());
        for (int index = 0; index < reads.size(); index++) {
            Bytes stored = found.get(index);
            Table table = reads.get(index).table();
            items.add(
                    stored == null
                            ? null
                            : SealedItem.open(table.keys(), keys.get(index).row(), stored));
        }
        return items;
    }

    /** Walks the items or entries of a range that lies in one partition; the caller closes the cursor. */
    public ItemCursor scan(
            ItemSource source, PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        return new ItemCursor(source.keys(), engine.scan(partition, range, direction, mode));
    }
}

package dev.gramme.database.store;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
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

    /**
     * Writes one item. Nothing is written where the decision is no change.
     *
     * @param deadlineNanos until when conflicts are tried again, by the environment's monotonic clock
     */
    public Outcome apply(Write write, Origin origin, long deadlineNanos) {
        Outcome outcome = commits.run(
                write.key().location().partition(), deadlineNanos, transaction -> step(transaction, write, origin));
        count(write, outcome);
        return outcome;
    }

    /**
     * Writes many items, each on its own: some may be refused while others are done. They share commits where that is
     * cheap, which makes more of them appear at once than anybody was promised.
     *
     * @param writes no two of the same item
     * @return outcomes in the order of the writes
     */
    public List<Outcome> applyAll(List<Write> writes, Origin origin, long deadlineNanos) {
        // Locks are taken in key order, so that two batches never wait for each other.
        Integer[] order = new Integer[writes.size()];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparing(index -> writes.get(index).key().location()));
        Outcome[] outcomes = new Outcome[writes.size()];
        for (List<Integer> group : groups(writes, order)) {
            PartitionId home = writes.get(group.getFirst()).key().location().partition();
            commits.run(home, deadlineNanos, transaction -> {
                for (int index : group) {
                    outcomes[index] = step(transaction, writes.get(index), origin);
                }
                return true;
            });
            for (int index : group) {
                count(writes.get(index), outcomes[index]);
            }
        }
        return List.of(outcomes);
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

    private Outcome step(KvTransaction transaction, Write write, Origin origin) {
        Key location = write.key().location();
        Bytes stored = transaction.getForUpdate(location);
        StoredItem before = stored == null ? null : new StoredItem(write.table().keys(), location.row(), stored);
        Decision decision = write.wanted().decide(before);
        if (decision instanceof Decision.Change(var after)) {
            if (after == null) {
                if (before == null) {
                    return new Outcome(null, Decision.unchanged());
                }
                transaction.delete(location);
            } else {
                transaction.put(location, SealedItem.seal(write.table().keys(), location.row(), after));
            }
            ItemChange change = new ItemChange(write.table(), write.key(), before, after, origin);
            for (ChangeParticipant participant : participants) {
                participant.join(change, transaction);
            }
        }
        return new Outcome(before, decision);
    }

    private static void count(Write write, Outcome outcome) {
        if (outcome.decision() instanceof Decision.Change) {
            int items = (outcome.afterBytes() > 0 ? 1 : 0) - (outcome.before() == null ? 0 : 1);
            write.table().statistics().add(items, outcome.afterBytes() - outcome.beforeBytes());
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

    /** Walks the items of a range that lies in one partition; the caller closes the cursor. */
    public ItemCursor scan(Table table, PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        return new ItemCursor(table.keys(), engine.scan(partition, range, direction, mode));
    }
}

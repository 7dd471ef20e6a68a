package dev.gramme.database.ttl;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.ExpiryRows;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.ItemWalk;
import dev.gramme.database.store.Origin;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Deletes items whose time is over, through the door all writes take, and brings tables into the state that
 * UpdateTimeToLive asked for.
 */
final class ExpiryWorker implements Worker {
    /** Items deleted in one commit. */
    private static final int BATCH_ITEMS = 100;
    /** Batches after which other tables have their turn. */
    private static final int BATCHES_PER_TURN = 100;

    private static final long DEADLINE_NANOS = 10_000_000_000L;
    /** What is older stays (source: developer guide, "Using time to live (TTL)"). */
    private static final long OLDEST_SECONDS = Duration.ofDays(5 * 365).toSeconds();

    private final System.Logger log = System.getLogger(ExpiryWorker.class.getName());
    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final ItemStore items;
    private final ItemWalk walk;
    private final TimeToLiveTimes times;
    /** When each table was looked through last, by its id. */
    private final Map<String, Long> sweptMillis = new ConcurrentHashMap<>();

    ExpiryWorker(
            KvEngine engine,
            Environment environment,
            Tables tables,
            ItemStore items,
            ItemWalk walk,
            TimeToLiveTimes times) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
        this.items = items;
        this.walk = walk;
        this.times = times;
    }

    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public boolean hasWork() {
        return tables.all().stream().anyMatch(this::isDue);
    }

    private boolean isDue(Table table) {
        TimeToLive timeToLive = table.record().settings().timeToLive();
        if (timeToLive == null || !table.record().isUsable()) {
            return false;
        }
        return switch (timeToLive.status()) {
            case TimeToLive.ENABLED -> {
                Long swept = sweptMillis.get(table.record().tableId());
                yield swept == null || environment.clockMillis() - swept >= times.sweepMillis();
            }
            case TimeToLive.DISABLED -> false;
            default -> table.gate().isOlderGone();
        };
    }

    @Override
    public void runSlice(Lease lease) {
        for (Table table : tables.all()) {
            TimeToLive timeToLive = table.record().settings().timeToLive();
            if (timeToLive != null && isDue(table)) {
                switch (timeToLive.status()) {
                    case TimeToLive.ENABLED -> sweep(table, timeToLive);
                    case TimeToLive.ENABLING -> enable(table, timeToLive);
                    default -> disable(table);
                }
            }
        }
    }

    private static Key progressKey(Table table) {
        return SystemRows.expiryBackfill(table.record().tableId());
    }

    private void enable(Table table, TimeToLive timeToLive) {
        boolean done = walk.goOn(table, progressKey(table), BATCHES_PER_TURN, (transaction, key, item) -> {
            Long second = Expiry.second(item, timeToLive.attribute());
            if (second != null) {
                transaction.put(Expiry.row(table, key, second), Bytes.EMPTY);
            }
            return null;
        });
        if (done) {
            walk.forget(progressKey(table));
            reach(table, TimeToLive.ENABLING, TimeToLive.ENABLED);
        }
    }

    private void disable(Table table) {
        for (PartitionId partition : table.record().ownPartitions()) {
            try (KvTransaction transaction = engine.begin()) {
                transaction.deleteRange(partition, Keyspace.EXPIRY.rows());
                transaction.commit();
            }
        }
        reach(table, TimeToLive.DISABLING, TimeToLive.DISABLED);
    }

    private void reach(Table table, String from, String to) {
        tables.changeRecord(table.id(), before -> {
            TimeToLive timeToLive = before.settings().timeToLive();
            return timeToLive == null || !timeToLive.status().equals(from)
                    ? before
                    : before.withSettings(before.settings().withTimeToLive(timeToLive.withStatus(to)));
        });
        log.log(System.Logger.Level.INFO, "Time to live: table={0} status={1}", table.name(), to);
    }

    private void sweep(Table table, TimeToLive timeToLive) {
        long now = environment.clockMillis();
        Due due = Due.at(now / 1_000, timeToLive.attribute());
        int batches = 0;
        for (TablePartition partition : table.partitions()) {
            while (deleteBatch(table, partition.id(), due)) {
                if (++batches == BATCHES_PER_TURN) {
                    return;
                }
            }
        }
        sweptMillis.put(table.record().tableId(), now);
    }

    /**
     * What is over at a moment.
     *
     * @param from the first second (inclusive)
     * @param to the last one (exclusive)
     */
    private record Due(String attribute, long from, long to) {
        static Due at(long nowSeconds, String attribute) {
            return new Due(
                    attribute, Math.max(0, nowSeconds - OLDEST_SECONDS), Math.min(nowSeconds, ExpiryRows.LAST_SECOND));
        }

        RowRange rows(Table table) {
            return ExpiryRows.between(table.keys().expiries(), from, to);
        }

        boolean holds(Item item) {
            Long second = Expiry.second(item, attribute);
            return second != null && second >= from && second < to;
        }
    }

    /** Returns whether there may be more. */
    private boolean deleteBatch(Table table, PartitionId partition, Due due) {
        List<Key> locations = new ArrayList<>(BATCH_ITEMS);
        try (KvCursor cursor = engine.scan(partition, due.rows(table), Direction.FORWARD, ReadMode.STRONG)) {
            while (locations.size() < BATCH_ITEMS && cursor.next()) {
                Bytes row = ExpiryRows.itemRow(cursor.row());
                // what a split left behind is not due here
                if (TablePartition.find(table.partitions(), ItemRows.SPACE.hash32(row))
                        .equals(partition)) {
                    locations.add(new Key(partition, row));
                }
            }
        }
        if (locations.isEmpty()) {
            return false;
        }
        List<ItemStore.Write> writes = new ArrayList<>(locations.size());
        List<@Nullable Bytes> found = engine.getAll(locations, ReadMode.STRONG);
        for (int at = 0; at < locations.size(); at++) {
            Bytes stored = found.get(at);
            if (stored != null) {
                writes.add(deletion(table, due, locations.get(at), stored));
            }
        }
        items.applyAll(writes, Origin.EXPIRY, environment.nanoTime() + DEADLINE_NANOS);
        return locations.size() == BATCH_ITEMS;
    }

    /** The deletion of an item, unless it is given another time before. */
    private static ItemStore.Write deletion(Table table, Due due, Key location, Bytes stored) {
        ItemKey key = table.keyOfItem(SealedItem.open(table.keys(), location.row(), stored));
        return new ItemStore.Write(
                table,
                key,
                before -> before != null && due.holds(before.item()) ? Decision.delete() : Decision.unchanged());
    }
}

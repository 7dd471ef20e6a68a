package dev.gramme.database.backup;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableSettings;
import dev.gramme.database.table.TableSettings.Recovery;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.CommitClock;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sets moments that writers kept waiting, deletes backups whose time is over, and versions that nobody needs. */
final class HistoryWorker implements Worker {
    /** Rows looked through, and deleted at most, at a time. */
    private static final int BATCH_ROWS = 1_000;

    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final Backups backups;
    private final BackupTimes times;
    /** Tables that are known to have no versions. */
    private final Set<String> clean = ConcurrentHashMap.newKeySet();
    /** When each table was looked through last. */
    private final Map<String, Long> trimmedMillis = new ConcurrentHashMap<>();

    HistoryWorker(KvEngine engine, Environment environment, Tables tables, Backups backups, BackupTimes times) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
        this.backups = backups;
        this.times = times;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public boolean hasWork() {
        return backups.someExpire() || tables.all().stream().anyMatch(this::isDue);
    }

    private boolean isDue(Table table) {
        if (!table.record().isUsable() || !table.gate().isOlderGone()) {
            return false;
        }
        TableSettings settings = table.record().settings();
        String id = table.record().tableId();
        return settings.keepsHistory() ? isPending(table) || isUnneeded(table) || isTrimDue(id) : !clean.contains(id);
    }

    private boolean isPending(Table table) {
        Recovery recovery = table.record().settings().recovery();
        return (recovery != null && recovery.isPending())
                || backups.pins(table.record().tableId())
                        .anyMatch(past -> past.stamps().isEmpty());
    }

    private boolean isUnneeded(Table table) {
        return table.record().settings().recovery() == null
                && backups.pins(table.record().tableId()).findAny().isEmpty();
    }

    private boolean isTrimDue(String tableId) {
        Long trimmed = trimmedMillis.get(tableId);
        return trimmed == null || environment.clockMillis() - trimmed >= times.trimMillis();
    }

    @Override
    public void runSlice(Lease lease) {
        backups.settleAll();
        backups.expire();
        for (Table table : tables.all()) {
            if (!isDue(table)) {
                continue;
            }
            if (!table.record().settings().keepsHistory()) {
                clear(table);
            } else if (isUnneeded(table)) {
                stopKeeping(table);
            } else {
                trim(table);
            }
        }
    }

    private void stopKeeping(Table table) {
        tables.exclusively(() -> {
            Table now = tables.byId(table.record().tableId());
            if (now != null && isUnneeded(now)) {
                clean.remove(now.record().tableId());
                tables.changeRecord(
                        now.id(),
                        before -> before.withSettings(before.settings().withHistory(false)));
            }
            return null;
        });
    }

    /** Deletes what was kept, once nobody keeps any more. */
    private void clear(Table table) {
        tables.exclusively(() -> {
            Table now = tables.byId(table.record().tableId());
            if (now != null
                    && !now.record().settings().keepsHistory()
                    && now.gate().isOlderGone()) {
                for (TablePartition partition : now.partitions()) {
                    clear(partition.id());
                }
                clean.add(now.record().tableId());
            }
            return null;
        });
    }

    private void clear(PartitionId partition) {
        try (KvCursor cursor = engine.scan(partition, Keyspace.HISTORY.rows(), Direction.FORWARD, ReadMode.STRONG)) {
            if (!cursor.next()) {
                return;
            }
        }
        try (KvTransaction transaction = engine.begin()) {
            transaction.deleteRange(partition, Keyspace.HISTORY.rows());
            transaction.commit();
        }
    }

    /** One pass; where it is cut off, the next one begins anew. */
    private void trim(Table table) {
        long now = environment.clockMillis();
        Recovery recovery = table.record().settings().recovery();
        long window = recovery == null
                ? Long.MAX_VALUE
                : CommitClock.firstOf(now - Duration.ofDays(recovery.days()).toMillis());
        for (TablePartition partition : table.partitions()) {
            List<Long> pins = backups.pins(table.record().tableId())
                    .map(past -> past.stampOf(partition.id()))
                    .filter(Objects::nonNull)
                    .toList();
            trim(partition.id(), new Needed(window, pins));
        }
        trimmedMillis.put(table.record().tableId(), now);
    }

    /**
     * Which versions are needed.
     *
     * @param window whatever was replaced at this stamp or later
     * @param pins whatever was there at one of these stamps
     */
    private record Needed(long window, List<Long> pins) {
        boolean needs(long bornAfter, long replaced) {
            if (replaced >= window) {
                return true;
            }
            for (long pin : pins) {
                if (bornAfter <= pin && pin < replaced) {
                    return true;
                }
            }
            return false;
        }
    }

    private void trim(PartitionId partition, Needed needed) {
        RowRange rest = Keyspace.HISTORY.rows();
        Bytes item = null;
        long born = 0;
        while (true) {
            List<Key> unneeded = new ArrayList<>();
            Bytes last = null;
            int looked = 0;
            try (KvCursor cursor = engine.scan(partition, rest, Direction.FORWARD, ReadMode.STRONG)) {
                for (; looked < BATCH_ROWS && cursor.next(); looked++) {
                    last = cursor.row();
                    Bytes of = HistoryRows.itemRow(last);
                    long replaced = HistoryRows.stamp(last);
                    if (!needed.needs(item != null && of.equals(item) ? born : 0, replaced)) {
                        unneeded.add(new Key(partition, last));
                    }
                    item = of;
                    born = replaced;
                }
            }
            delete(unneeded);
            if (looked < BATCH_ROWS || last == null) {
                return;
            }
            rest = new RowRange(RowRange.after(last), rest.to());
        }
    }

    private void delete(List<Key> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (KvTransaction transaction = engine.begin()) {
            rows.forEach(transaction::delete);
            transaction.commit();
        }
    }
}

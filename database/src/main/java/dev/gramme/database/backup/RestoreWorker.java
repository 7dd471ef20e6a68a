package dev.gramme.database.backup;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.dynamodb.RestoreSummary;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills tables that are being restored: items of the past are opened under the old table's keys, sealed under the new
 * one's, and written with their index entries and how far it has come in one commit. Nobody else writes to the table
 * meanwhile, so nothing is read before it is written.
 */
final class RestoreWorker implements Worker {
    private static final int BATCH_ROWS = 500;
    /** Batches after which other restores have their turn. */
    private static final int BATCHES_PER_TURN = 200;

    private final System.Logger log = System.getLogger(RestoreWorker.class.getName());
    private final KvEngine engine;
    private final Tables tables;
    private final Backups backups;
    private final PastReader reader;

    RestoreWorker(KvEngine engine, Tables tables, Backups backups, PastReader reader) {
        this.engine = engine;
        this.tables = tables;
        this.backups = backups;
        this.reader = reader;
    }

    @Override
    public String name() {
        return "restores";
    }

    @Override
    public boolean hasWork() {
        return !backups.restores().isEmpty();
    }

    @Override
    public void runSlice(Lease lease) {
        for (Restore restore : backups.restores()) {
            Table target = target(restore);
            if (target == null) {
                backups.end(restore, () -> forget(restore));
            } else {
                fill(restore, target);
            }
        }
    }

    /** Null where the table is done or was never made. Seen while no table is made: the restore is noted down first. */
    private @Nullable Table target(Restore restore) {
        Table target = tables.exclusively(() -> Optional.ofNullable(tables.byId(restore.targetId())))
                .orElse(null);
        return target != null && target.record().status().equals(Tables.CREATING) ? target : null;
    }

    private void fill(Restore restore, Table target) {
        TableRecord source = restore.past().record();
        TableKeys keys = tables.keys(source.tableId(), source.wrappedKey());
        RestoreProgress progress = RestoreProgress.decode(
                engine.get(SystemRows.restoreProgress(restore.targetId()), ReadMode.STRONG),
                target.indexes().size());
        List<PastTable.Part> parts = restore.past().parts();
        for (int batch = 0; batch < BATCHES_PER_TURN && progress.partition() < parts.size(); batch++) {
            PastReader.Slice slice = reader.read(keys, parts.get(progress.partition()), progress.row(), BATCH_ROWS);
            progress = write(target, slice, progress);
        }
        if (progress.partition() == parts.size()) {
            finish(restore, target, progress);
        }
    }

    private RestoreProgress write(Table target, PastReader.Slice slice, RestoreProgress from) {
        RestoreProgress progress = from.advanced(slice.last());
        try (KvTransaction transaction = engine.begin()) {
            for (Item item : slice.items()) {
                ItemKey key = target.keyOfItem(item);
                put(transaction, target.keys(), key.location(), item);
                progress.count(0, item.sizeBytes());
                int number = 0;
                for (Index index : target.indexes()) {
                    number++;
                    if (index.holds(item)) {
                        Item entry = index.project(item);
                        put(transaction, index.keys(), index.entryKey(key, item), entry);
                        progress.count(number, entry.sizeBytes());
                    }
                }
            }
            transaction.put(SystemRows.restoreProgress(target.record().tableId()), progress.encode());
            transaction.commit();
        }
        return progress;
    }

    private static void put(KvTransaction transaction, TableKeys keys, Key key, Item item) {
        transaction.put(key, SealedItem.seal(keys, key.row(), item));
    }

    private void finish(Restore restore, Table target, RestoreProgress progress) {
        backups.end(restore, () -> {
            progress.apply(0, target.statistics());
            int number = 0;
            for (Index index : target.indexes()) {
                number++;
                progress.apply(number, index.statistics());
            }
            tables.changeRecord(target.id(), before -> before.with(done(before.description())));
            forget(restore);
        });
        log.log(
                System.Logger.Level.INFO,
                "Table restored: table={0} items={1}",
                target.name(),
                target.statistics().items());
    }

    private static TableDescription done(TableDescription table) {
        RestoreSummary summary = Objects.requireNonNull(table.restoreSummary());
        return table.toBuilder()
                .restoreSummary(new RestoreSummary(
                        summary.sourceBackupArn(), summary.sourceTableArn(), summary.restoreDateTime(), false))
                .build();
    }

    private void forget(Restore restore) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(SystemRows.restoreProgress(restore.targetId()));
            transaction.commit();
        }
    }
}

package dev.gramme.database.doctor;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.backup.Backup;
import dev.gramme.database.backup.PastReader;
import dev.gramme.database.backup.PastTable;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.StoredTables;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.database.table.TableRecord;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a restore of one backup would read: each item opens, lies where its key says, and they are as many as told. */
final class BackupCheck {
    /** Rows read of one view. */
    private static final int SLICE_ROWS = 1_000;

    private final KvEngine engine;
    private final Findings findings;
    private long items;
    private long bytes;

    BackupCheck(KvEngine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    /**
     * Reads the backup.
     *
     * @throws dev.gramme.database.crypto.SealBrokenException where its data key does not open
     */
    void run(Backup backup, TableEncryption encryption) {
        String owner = "backup " + backup.arn();
        TableRecord record = backup.past().record();
        List<Long> stamps = backup.past().stamps();
        findings.count("backups", 1);
        if (stamps.isEmpty()) {
            findings.note(owner, "it is not made yet: a server goes on with it");
            return;
        }
        Table table = StoredTables.past(record, encryption);
        if (table.keys().isLocked()) {
            findings.fault(owner, "its key of KMS cannot be used, so it cannot be restored");
            return;
        }
        if (stamps.size() != record.partitions().size()) {
            findings.fault(owner, "it does not tell its moment in each partition");
            return;
        }
        StoredRows rows = new StoredRows(owner, table.keys(), findings);
        for (PastTable.Part part : backup.past().parts()) {
            findings.count("partitions", 1);
            part(owner, table, rows, part);
        }
        if (items != record.items() || bytes != record.bytes()) {
            findings.note(
                    owner,
                    "it was said to have " + record.items() + " items and " + record.bytes() + " bytes, there are "
                            + items + " and " + bytes
                            + "; that is as it should be only where the table was written to meanwhile, or its server"
                            + " had crashed before");
        }
    }

    private void part(String owner, Table table, StoredRows rows, PastTable.Part part) {
        PartitionId partition = part.partition();
        PastReader reader = new PastReader(engine);
        @Nullable Bytes last = null;
        try {
            do {
                last = reader.look(part, last, SLICE_ROWS, (row, stored) -> item(table, rows, partition, row, stored));
            } while (last != null);
        } catch (KvException.Corrupt e) {
            Bytes from = last == null ? Bytes.EMPTY : last;
            findings.fault(Findings.place(owner, partition, from), "rows behind it cannot be read: " + e.getMessage());
        }
    }

    private void item(Table table, StoredRows rows, PartitionId partition, Bytes row, Bytes stored) {
        findings.count("items", 1);
        items++;
        bytes += SealedItem.sizeBytes(stored);
        Item item = rows.open(partition, row, stored, "an item");
        if (item != null && !isAt(table, item, row)) {
            rows.fault(partition, row, "an item that lies elsewhere than its key says");
        }
    }

    private static boolean isAt(Table table, Item item, Bytes row) {
        try {
            return table.keyOfItem(item).location().row().equals(row);
        } catch (DynamoException e) {
            return false;
        }
    }
}

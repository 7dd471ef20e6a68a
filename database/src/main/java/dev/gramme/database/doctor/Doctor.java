package dev.gramme.database.doctor;

import dev.gramme.database.backup.Backup;
import dev.gramme.database.crypto.KeyInaccessibleException;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether all data is sound. It reads everything once, and items and entries that belong together once more; it
 * keeps no more in memory than the catalog and what it found.
 */
public final class Doctor {
    private final KvEngine engine;
    private final SystemRecords records;
    private final Supplier<TableEncryption> encryption;
    private final Findings findings = new Findings();

    /**
     * Takes what data lies in and is sealed under.
     *
     * @param encryption may fail with {@link KvException.Corrupt} where what it is made of is damaged
     */
    public Doctor(KvEngine engine, SystemRecords records, Supplier<TableEncryption> encryption) {
        this.engine = engine;
        this.records = records;
        this.encryption = encryption;
    }

    /** Checks everything; once for each doctor. */
    public Diagnosis examine() {
        for (String damage : engine.damage(Findings.MOST)) {
            findings.fault("the store", damage);
        }
        new SystemCheck(engine, records, findings).run();
        TableEncryption opened = encryption();
        if (opened != null) {
            Partitions partitions = new Partitions(engine, findings);
            CatalogCheck catalog = new CatalogCheck(engine, records, opened, findings, partitions);
            catalog.run();
            for (Table table : catalog.tables()) {
                table(table);
            }
            for (CatalogCheck.Remains remains : catalog.remains()) {
                StoredRows rows = new StoredRows(remains.owner(), remains.keys(), findings);
                new RemainsCheck(engine, findings, remains.owner(), rows).run(remains.partitions());
            }
            orphans(partitions);
        }
        return findings.diagnosis();
    }

    private void table(Table table) {
        if (!table.keys().isLocked()) {
            String owner = CatalogCheck.owner(table.record());
            new TableCheck(engine, findings, table, owner).run();
        }
    }

    private @Nullable TableEncryption encryption() {
        try {
            return encryption.get();
        } catch (KvException.Corrupt e) {
            findings.fault(SystemCheck.OWNER, "the keys of KMS cannot be read, so no table was checked");
            return null;
        }
    }

    /** Partitions that are nobody's hold no rows, but for stamps. */
    private void orphans(Partitions partitions) {
        for (long number = 1; number <= partitions.lastNumber(); number++) {
            if (!partitions.isTaken(number)) {
                orphan(new PartitionId(number));
            }
        }
    }

    private void orphan(PartitionId partition) {
        for (RowRange stretch : Keyspace.stretches()) {
            try (KvCursor cursor = engine.scan(partition, stretch, Direction.FORWARD, ReadMode.STRONG)) {
                while (cursor.next()) {
                    Bytes row = cursor.row();
                    if (Keyspace.of(row) != Keyspace.FENCE && !Keyspace.isMarker(row)) {
                        findings.fault(
                                Findings.place("no table", partition, row), "there are rows that belong to no table");
                        return;
                    }
                }
            } catch (KvException.Corrupt e) {
                findings.fault("no table, partition " + partition.number(), "it cannot be read: " + e.getMessage());
            }
        }
    }

    /**
     * Checks one backup; once for each doctor.
     *
     * @throws KvException.Unavailable where there is none of this ARN
     */
    public Diagnosis examineBackup(String arn) {
        Key key = SystemRows.backup(arn);
        Bytes stored = engine.get(key, ReadMode.STRONG);
        if (stored == null) {
            throw new KvException.Unavailable("There is no backup " + arn + " in this data.", null);
        }
        try {
            Backup backup = Backup.decode(records.open(key.row(), stored));
            TableEncryption opened = encryption();
            if (opened != null) {
                new BackupCheck(engine, findings).run(backup, opened);
            }
        } catch (KvException.Corrupt e) {
            findings.fault(SystemCheck.name(key.row()), "the record does not open: it is damaged");
        } catch (SealBrokenException | KeyInaccessibleException e) {
            findings.fault(SystemCheck.name(key.row()), "the data key in it does not open");
        }
        return findings.diagnosis();
    }
}

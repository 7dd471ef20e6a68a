package dev.gramme.database.doctor;

import dev.gramme.database.backup.Backup;
import dev.gramme.database.backup.PastTable;
import dev.gramme.database.backup.Restore;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.stream.Shard;
import dev.gramme.database.stream.Stream;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.StoredTables;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the catalog tells of tables, streams and backups: that it makes sense, and where their rows are. */
final class CatalogCheck {
    private final KvEngine engine;
    private final SystemRecords records;
    private final TableEncryption encryption;
    private final Findings findings;
    private final Partitions partitions;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Remains> remains = new LinkedHashMap<>();

    CatalogCheck(
            KvEngine engine,
            SystemRecords records,
            TableEncryption encryption,
            Findings findings,
            Partitions partitions) {
        this.engine = engine;
        this.records = records;
        this.encryption = encryption;
        this.findings = findings;
        this.partitions = partitions;
    }

    /** What is left of a table that is gone: where its rows lie, and what they open under. */
    record Remains(String owner, TableKeys keys, Set<PartitionId> partitions) {}

    /** Reads the records; those that do not open were told of before. */
    void run() {
        each(Keyspace.TABLE, this::table);
        each(Keyspace.STREAM, this::stream);
        each(Keyspace.BACKUP, this::backup);
        each(Keyspace.RESTORE, this::restore);
    }

    /** All tables that there are and whose keys are at hand. */
    Iterable<Table> tables() {
        return tables.values();
    }

    Iterable<Remains> remains() {
        return remains.values();
    }

    static String owner(TableRecord record) {
        return "table " + record.accountId() + "/" + record.region() + "/" + record.name();
    }

    private interface Reading {
        void read(Bytes row, byte[] record);
    }

    private void each(Keyspace keyspace, Reading reading) {
        try (KvCursor cursor = engine.scan(SystemRows.SYSTEM, keyspace.rows(), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                read(cursor.row(), cursor.value(), reading);
            }
        } catch (KvException.Corrupt e) {
            findings.note(SystemCheck.OWNER, "some of it cannot be read, and what it tells of was not checked");
        }
    }

    private void read(Bytes row, Bytes value, Reading reading) {
        byte[] record;
        try {
            record = records.open(row, value);
        } catch (KvException.Corrupt e) {
            return;
        }
        try {
            reading.read(row, record);
        } catch (SealBrokenException e) {
            findings.fault(SystemCheck.name(row), "the data key in it does not open");
        } catch (KvException.Corrupt | NullPointerException | IllegalArgumentException e) {
            findings.fault(SystemCheck.name(row), "the record makes no sense: " + e.getMessage());
        }
    }

    private void table(Bytes row, byte[] encoded) {
        TableRecord record = TableRecord.decode(encoded);
        String owner = owner(record);
        if (!SystemRows.table(record.accountId(), record.region(), record.name())
                .row()
                .equals(row)) {
            findings.fault(SystemCheck.name(row), "the record is of " + owner);
        }
        partitions.take(owner, record.partitions());
        Split split = record.moves().split();
        if (split != null) {
            partitions.takeShared(owner, split.child());
            findings.note(owner, "partition " + split.parent().number() + " is being split: a server goes on with it");
        }
        Table table = StoredTables.ready(record, encryption);
        indexes(owner, table);
        if (tables.put(record.tableId(), table) != null) {
            findings.fault(owner, "another table has the same id");
        }
        if (!record.status().equals(Tables.ACTIVE)) {
            findings.note(owner, "it is " + record.status() + ": a server goes on with that");
        }
        if (table.keys().isLocked()) {
            findings.note(owner, "its key of KMS cannot be used, so its rows were not opened");
        }
    }

    private void indexes(String owner, Table table) {
        Set<Integer> numbers = new HashSet<>();
        for (Index index : table.indexes()) {
            String name = owner + ", index " + index.name();
            if (!numbers.add(index.id()) || index.id() > table.record().lastIndexId()) {
                findings.fault(name, "its number is not its own");
            }
            if (index.isGlobal()) {
                partitions.take(name, index.partitions());
            }
            if (!index.status().equals(Tables.ACTIVE)) {
                findings.note(name, "it is " + index.status() + ": its entries were only opened");
            }
        }
    }

    private void stream(Bytes row, byte[] encoded) {
        Stream stream = Stream.decode(encoded);
        Table table = tables.get(stream.tableId());
        Set<PartitionId> found = new LinkedHashSet<>();
        if (table == null) {
            stream.shards().stream().map(Shard::partition).forEach(found::add);
            keep(stream.tableId(), "stream " + stream.arn(), stream.wrappedKey(), found);
        } else {
            table.partitions().stream().map(TablePartition::id).forEach(found::add);
        }
        new StreamCheck(engine, findings, stream).run(found);
    }

    private void backup(Bytes row, byte[] encoded) {
        Backup backup = Backup.decode(encoded);
        findings.count("backups", 1);
        if (!SystemRows.backup(backup.arn()).row().equals(row)) {
            findings.fault(SystemCheck.name(row), "the record is of backup " + backup.arn());
        }
        past("backup " + backup.arn(), backup.past());
    }

    private void restore(Bytes row, byte[] encoded) {
        Restore restore = Restore.decode(encoded);
        String owner = "restore of table " + restore.target().name();
        findings.note(owner, "it is not done: a server goes on with it");
        past(owner, restore.past());
    }

    private void past(String owner, PastTable past) {
        TableRecord record = past.record();
        if (!past.stamps().isEmpty()
                && past.stamps().size() != record.partitions().size()) {
            findings.fault(owner, "it does not tell its moment in each partition");
        }
        if (!tables.containsKey(past.tableId())) {
            Set<PartitionId> found = new LinkedHashSet<>();
            record.partitions().forEach(partition -> found.add(partition.id()));
            keep(past.tableId(), owner, record.wrappedKey(), found);
        } else {
            open(owner, record.wrappedKey(), past.tableId(), keys -> {});
        }
    }

    private void keep(String tableId, String owner, byte[] wrapped, Set<PartitionId> found) {
        found.forEach(partition -> partitions.takeShared(owner, partition));
        open(owner, wrapped, tableId, keys -> {
            Remains known = remains.get(tableId);
            Set<PartitionId> all = new LinkedHashSet<>(found);
            if (known != null) {
                all.addAll(known.partitions());
            }
            remains.put(tableId, new Remains(known == null ? owner : known.owner(), keys, all));
        });
    }

    private void open(String owner, byte[] wrapped, String tableId, Consumer<TableKeys> use) {
        TableKeys keys = StoredTables.keys(wrapped, tableId, encryption);
        if (keys.isLocked()) {
            findings.note(owner, "its key of KMS cannot be used, so its rows were not opened");
        } else {
            use.accept(keys);
        }
    }
}

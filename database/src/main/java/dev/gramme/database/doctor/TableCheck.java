package dev.gramme.database.doctor;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.IndexRecord;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import java.nio.BufferUnderflowException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows of a table that is there, and those of its indexes, each held against what it is worked out from. */
final class TableCheck {
    private final PartitionWalk walk;
    private final Findings findings;
    private final Table table;
    private final String owner;
    private final StoredRows rows;
    private final IndexCheck entries;
    private final MovesCheck moves;
    private final ExpiryCheck expiries;
    /** Whether entries and times of expiry are kept in step: not in a table that is being deleted or was archived. */
    private final boolean kept;

    private final Count items = new Count();
    private final Map<Integer, Count> byIndex = new HashMap<>();

    /** Rows and their bytes, as DynamoDB measures items. */
    private static final class Count {
        private long rows;
        private long bytes;

        void add(Item item) {
            rows++;
            bytes += item.sizeBytes();
        }
    }

    TableCheck(KvEngine engine, Findings findings, Table table, String owner) {
        this.walk = new PartitionWalk(engine, findings);
        this.findings = findings;
        this.table = table;
        this.owner = owner;
        this.rows = new StoredRows(owner, table.keys(), findings);
        this.entries = new IndexCheck(engine, table, rows);
        this.moves = new MovesCheck(engine, table, rows, findings);
        this.expiries = new ExpiryCheck(engine, table, rows);
        this.kept = table.record().isUsable() || table.record().status().equals(Tables.CREATING);
    }

    void run() {
        findings.count("tables", 1);
        for (TablePartition partition : table.partitions()) {
            findings.count("partitions", 1);
            walk.all(owner, partition.id(), (row, value) -> row(partition.id(), row, value, null));
        }
        for (Index index : table.indexes()) {
            if (index.isGlobal()) {
                for (TablePartition partition : index.partitions()) {
                    findings.count("partitions", 1);
                    walk.all(
                            owner + ", index " + index.name(),
                            partition.id(),
                            (row, value) -> row(partition.id(), row, value, index));
                }
            }
        }
        Split split = table.record().moves().split();
        if (split != null) {
            walk.all(owner, split.child(), (row, value) -> moves.ofChild(split, row, value));
        }
        compareCounts();
    }

    /** One row in a partition of the table, or of one of its indexes. */
    private void row(PartitionId partition, Bytes row, Bytes value, @Nullable Index index) {
        Keyspace kind = Keyspace.of(row);
        if (kind == null && Keyspace.isMarker(row)) {
            return;
        }
        try {
            if (moves.isLeft(partition, row, index == null ? 0 : index.id())) {
                findings.count("rows left by splits", 1);
            } else if (kind == Keyspace.INDEX_ENTRY) {
                entry(partition, row, value, index);
            } else if (kind == Keyspace.FENCE || kind == Keyspace.SPLIT || Keyspace.isMarker(row)) {
                return;
            } else if (kind == null || index != null || !ofItems(kind, partition, row, value)) {
                rows.fault(partition, row, "a row that does not belong here");
            }
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | BufferUnderflowException e) {
            rows.fault(partition, row, "the row is too short");
        }
    }

    private boolean ofItems(Keyspace kind, PartitionId partition, Bytes row, Bytes value) {
        switch (kind) {
            case ITEM -> item(partition, row, value);
            case HISTORY -> rows.version(partition, row, value);
            case CHANGE -> rows.change(partition, row, value);
            case EXPIRY -> {
                findings.count("times of expiry", 1);
                if (kept) {
                    expiries.row(partition, row, value);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void item(PartitionId partition, Bytes row, Bytes value) {
        findings.count("items", 1);
        Item item = rows.open(partition, row, value, "an item");
        if (item == null) {
            return;
        }
        items.add(item);
        ItemKey key = keyOf(item);
        if (key == null || !key.location().equals(new Key(partition, row))) {
            rows.fault(partition, row, "an item that lies elsewhere than its key says");
            return;
        }
        if (kept) {
            entries.ofItem(key, item);
            expiries.ofItem(key, item);
        }
    }

    private @Nullable ItemKey keyOf(Item item) {
        try {
            return table.keyOfItem(item);
        } catch (DynamoException e) {
            return null;
        }
    }

    private void entry(PartitionId partition, Bytes row, Bytes value, @Nullable Index of) {
        findings.count("index entries", 1);
        Index index = entries.find(row);
        if (index == null || (of == null ? index.isGlobal() : index.id() != of.id())) {
            rows.fault(partition, row, "an entry of an index that is not here");
            return;
        }
        Item entry = rows.open(partition, row, value, "an entry of index " + index.name());
        if (entry == null) {
            return;
        }
        byIndex.computeIfAbsent(index.id(), none -> new Count()).add(entry);
        if (kept) {
            ItemKey key = keyOf(entry);
            if (key == null) {
                rows.fault(partition, row, "an entry of index " + index.name() + " without its item's key");
            } else {
                entries.ofEntry(index, key, new Key(partition, row));
            }
        }
    }

    /** Counts are kept aside, written down now and then: after a crash they are about right. */
    private void compareCounts() {
        compare(owner, table.record().items(), table.record().bytes(), items);
        for (IndexRecord index : table.record().indexes()) {
            compare(
                    owner + ", index " + index.name(),
                    index.items(),
                    index.bytes(),
                    byIndex.getOrDefault(index.id(), new Count()));
        }
    }

    private void compare(String what, long itemsTold, long bytesTold, Count counted) {
        if (itemsTold != counted.rows || bytesTold != counted.bytes) {
            findings.note(
                    what,
                    "DescribeTable counts " + itemsTold + " items and " + bytesTold + " bytes, there are "
                            + counted.rows + " and " + counted.bytes);
        }
    }
}

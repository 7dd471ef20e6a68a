package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The catalog's rows: tables as records, sealed, each under its name. */
final class Catalog {
    /** Partitions a table begins with. */
    static final int FIRST_PARTITIONS = 4;

    private static final long HASHES = 1L << 32;
    private static final String PARTITION_SEQUENCE = "partition";

    private final KvEngine engine;
    private final Environment environment;
    private final TableEncryption encryption;
    private final SystemRecords records;

    Catalog(KvEngine engine, Environment environment, TableEncryption encryption, SystemRecords records) {
        this.engine = engine;
        this.environment = environment;
        this.encryption = encryption;
        this.records = records;
    }

    List<TableRecord> all() {
        return records.all(Keyspace.TABLE).stream().map(TableRecord::decode).toList();
    }

    /** A table's record; null where there is none. */
    @Nullable
    TableRecord find(TableName id) {
        byte[] record = records.find(key(id));
        return record == null ? null : TableRecord.decode(record);
    }

    private TableRecord open(Bytes row, Bytes sealed) {
        return TableRecord.decode(records.open(row, sealed));
    }

    private Bytes seal(Key key, TableRecord record) {
        return records.seal(key, record.encode());
    }

    private static Key key(TableName id) {
        return SystemRows.table(id.accountId(), id.region(), id.name());
    }

    /**
     * Writes a new table: gives it a data key and partitions.
     *
     * @return the record as written; null where the name is taken
     */
    @Nullable
    TableRecord create(TableRecord draft) {
        byte[] dataKey = new byte[TableKeys.DATA_KEY_BYTES];
        environment.random(dataKey);
        byte[] wrapped =
                encryption.wrap(dataKey, TableEncryption.keyArn(draft.description()), draft.id(), draft.tableId());
        Key key = key(draft.id());
        try (KvTransaction transaction = engine.begin()) {
            if (transaction.getForUpdate(key) != null) {
                return null;
            }
            TableRecord record = withIndexRecords(draft.withKey(wrapped, firstPartitions(transaction)), transaction);
            transaction.put(key, seal(key, record));
            transaction.commit();
            return record;
        }
    }

    private static List<TablePartition> firstPartitions(KvTransaction transaction) {
        long first = numbers(transaction, FIRST_PARTITIONS);
        List<TablePartition> partitions = new ArrayList<>(FIRST_PARTITIONS);
        for (int index = 0; index < FIRST_PARTITIONS; index++) {
            partitions.add(new TablePartition(HASHES / FIRST_PARTITIONS * index, new PartitionId(first + index)));
        }
        return List.copyOf(partitions);
    }

    /** Numbers for so many new partitions, one after the other; returns the first. */
    private static long numbers(KvTransaction transaction, int count) {
        Key sequence = SystemRows.sequence(PARTITION_SEQUENCE);
        Bytes stored = transaction.getForUpdate(sequence);
        long last = stored == null ? 0 : ByteBuffer.wrap(stored.array()).getLong();
        transaction.put(
                sequence, Bytes.of(ByteBuffer.allocate(8).putLong(last + count).array()));
        return last + 1;
    }

    /** Gives the upper part of a partition that is to be split a partition of its own. */
    private static TableRecord withSplitPartition(TableRecord record, KvTransaction transaction) {
        Split split = record.moves().split();
        if (split == null || !split.child().equals(Split.UNNUMBERED)) {
            return record;
        }
        Split numbered = split.into(new PartitionId(numbers(transaction, 1)));
        return record.withMoves(record.moves().with(numbered));
    }

    /**
     * Changes a table's record.
     *
     * @param change sees the newest record; whatever it throws leaves everything as it was
     * @return the record as written; null where there is no such table any more
     */
    @Nullable
    TableRecord change(TableName id, UnaryOperator<TableRecord> change) throws DynamoException {
        return change(id, change, transaction -> {});
    }

    /** The same, with other writes in the same transaction. */
    @Nullable
    TableRecord change(TableName id, UnaryOperator<TableRecord> change, Consumer<KvTransaction> also)
            throws DynamoException {
        Key key = key(id);
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(key);
            if (stored == null) {
                return null;
            }
            TableRecord asked = withIndexRecords(change.apply(open(key.row(), stored)), transaction);
            TableRecord changed = withSplitPartition(asked, transaction);
            transaction.put(key, seal(key, changed));
            also.accept(transaction);
            transaction.commit();
            return changed;
        }
    }

    /** Keeps a record of each index of the description: new ones get a number and, where global, partitions. */
    private static TableRecord withIndexRecords(TableRecord record, KvTransaction transaction) {
        Map<String, IndexRecord> known = new HashMap<>();
        record.indexes().forEach(index -> known.put(index.name(), index));
        List<IndexRecord> kept = new ArrayList<>();
        int lastId = record.lastIndexId();
        int local = Indexes.local(record.description()).size();
        for (String name : Indexes.names(record.description())) {
            IndexRecord index = known.get(name);
            if (index == null) {
                lastId++;
                List<TablePartition> partitions = kept.size() < local ? List.of() : firstPartitions(transaction);
                index = new IndexRecord(name, lastId, partitions, 0, 0);
            }
            kept.add(index);
        }
        return record.withIndexes(List.copyOf(kept), lastId);
    }

    /** Deletes the rows of partitions that nobody writes to any more. May be cut off anywhere and done again. */
    void empty(List<PartitionId> partitions, Set<Keyspace> kept) {
        for (PartitionId partition : partitions) {
            try (KvTransaction transaction = engine.begin()) {
                if (kept.isEmpty()) {
                    transaction.deleteRange(partition, RowRange.ALL);
                }
                for (Keyspace keyspace :
                        kept.isEmpty() ? Set.<Keyspace>of() : EnumSet.complementOf(EnumSet.copyOf(kept))) {
                    transaction.deleteRange(partition, keyspace.rows());
                }
                transaction.commit();
            }
        }
    }

    /** Deletes what is worked out from a table's items. May be cut off anywhere and done again. */
    void dropIndexes(TableRecord record) {
        empty(record.ownPartitions(), EnumSet.complementOf(EnumSet.of(Keyspace.INDEX_ENTRY, Keyspace.EXPIRY)));
        empty(record.indexPartitions(), Set.of());
    }

    /** Deletes a table's rows but for some, and then its record. May be cut off anywhere and done again. */
    void drop(TableRecord record, Set<Keyspace> kept) {
        empty(record.partitions().stream().map(TablePartition::id).toList(), kept);
        Split split = record.moves().splitOf(0);
        if (split != null) {
            empty(List.of(split.child()), Set.of());
        }
        empty(record.indexPartitions(), Set.of());
        try (KvTransaction transaction = engine.begin()) {
            Key key = key(record.id());
            transaction.getForUpdate(key);
            transaction.delete(key);
            transaction.commit();
        }
    }
}

package dev.gramme.database.table;

import dev.gramme.database.crypto.TableKeys;

/** Tables made ready from their records alone, for whoever looks at what is stored without a database at work. */
public final class StoredTables {
    private StoredTables() {}

    /**
     * A table of the catalog; its keys are locked where their key of KMS cannot be used.
     *
     * @throws dev.gramme.database.crypto.SealBrokenException where its data key does not open
     */
    public static Table ready(TableRecord record, TableEncryption encryption) {
        return new Table(record, encryption.keys(record), null, OtherServers.NONE);
    }

    /** The same of a table that may be gone, by the record that a backup holds of it. */
    public static Table past(TableRecord record, TableEncryption encryption) {
        return new Table(record, keys(record.wrappedKey(), record.tableId(), encryption), null, OtherServers.NONE);
    }

    /** The keys of a table that may be gone. */
    public static TableKeys keys(byte[] wrapped, String tableId, TableEncryption encryption) {
        return encryption.keys(wrapped, tableId);
    }
}

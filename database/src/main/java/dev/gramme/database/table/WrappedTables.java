package dev.gramme.database.table;

import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Key;
import java.util.HashMap;
import java.util.Map;

/** Data keys of tables that the server's own key wraps, for when that changes. */
public final class WrappedTables {
    private WrappedTables() {}

    /** All records of tables with their data keys wrapped anew, by their rows. */
    public static Map<Key, byte[]> rewrapped(SystemRecords records, Rewrap rewrap) {
        Map<Key, byte[]> changed = new HashMap<>();
        for (byte[] record : records.all(Keyspace.TABLE)) {
            TableRecord table = TableRecord.decode(record);
            changed.put(
                    SystemRows.table(table.accountId(), table.region(), table.name()),
                    rewrapped(table, rewrap).encode());
        }
        return changed;
    }

    /** A table's record, which a backup may hold. */
    public static TableRecord rewrapped(TableRecord table, Rewrap rewrap) {
        return table.withKey(rewrapped(table.wrappedKey(), table.tableId(), rewrap), table.partitions());
    }

    /** The data key of a table; one that a key of KMS wraps stays as it is. */
    public static byte[] rewrapped(byte[] wrapped, String tableId, Rewrap rewrap) {
        return TableEncryption.isByKms(wrapped) ? wrapped : rewrap.of(wrapped, TableEncryption.context(tableId));
    }
}

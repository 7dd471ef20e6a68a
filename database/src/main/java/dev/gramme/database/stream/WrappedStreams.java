package dev.gramme.database.stream;

import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.WrappedTables;
import dev.gramme.kv.Key;
import java.util.HashMap;
import java.util.Map;

/** Data keys that streams keep of their tables, for when the server's own key changes. */
public final class WrappedStreams {
    private WrappedStreams() {}

    /** All records of streams with their data keys wrapped anew, by their rows. */
    public static Map<Key, byte[]> rewrapped(SystemRecords records, Rewrap rewrap) {
        Map<Key, byte[]> changed = new HashMap<>();
        for (byte[] record : records.all(Keyspace.STREAM)) {
            Stream stream = StreamCodec.decode(record);
            byte[] wrapped = WrappedTables.rewrapped(stream.wrappedKey(), stream.tableId(), rewrap);
            changed.put(Streams.row(stream), StreamCodec.encode(stream.withKey(wrapped)));
        }
        return changed;
    }
}

package dev.gramme.database.table;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records in the system partition: tables, streams and whatever else is known of them, sealed under the catalog's key.
 */
public final class SystemRecords {
    private final KvEngine engine;
    private final TableKeys keys;

    public SystemRecords(KvEngine engine, Environment environment, KeyService keyService) {
        this.engine = engine;
        this.keys = SystemKeys.open(engine, environment, keyService);
    }

    /** Seals a record for its row. */
    public Bytes seal(Key key, byte[] record) {
        return Bytes.of(keys.values().seal(record, key.row().array()));
    }

    /**
     * Opens a record.
     *
     * @throws KvException.Corrupt where it is not what was sealed for this row
     */
    public byte[] open(Bytes row, Bytes sealed) {
        try {
            return keys.values().open(sealed.array(), row.array());
        } catch (SealBrokenException e) {
            throw new KvException.Corrupt("A record in the catalog cannot be opened", e);
        }
    }

    /** Seals something that leaves the database and is to come back as it was. */
    public byte[] sealToken(byte[] token, byte[] use) {
        return keys.values().seal(token, use);
    }

    /**
     * Opens what {@link #sealToken} sealed for the same use.
     *
     * @throws SealBrokenException where it is something else
     */
    public byte[] openToken(byte[] sealed, byte[] use) {
        return keys.values().open(sealed, use);
    }

    /** All records of a keyspace, in the order of their rows. */
    public List<byte[]> all(Keyspace keyspace) {
        List<byte[]> records = new ArrayList<>();
        try (KvCursor cursor = engine.scan(SystemRows.SYSTEM, keyspace.rows(), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                records.add(open(cursor.row(), cursor.value()));
            }
        }
        return records;
    }

    /** Writes a record, in a transaction of its own; the one before is overwritten. */
    public void write(Key key, byte[] record) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key, seal(key, record));
            transaction.commit();
        }
    }

    /** A record; null where there is none. */
    public byte @Nullable [] find(Key key) {
        Bytes sealed = engine.get(key, ReadMode.STRONG);
        return sealed == null ? null : open(key.row(), sealed);
    }

    /** Writes and deletes records together. */
    public void apply(Map<Key, byte[]> written, List<Key> deleted) {
        try (KvTransaction transaction = engine.begin()) {
            written.forEach((key, record) -> transaction.put(key, seal(key, record)));
            deleted.forEach(transaction::delete);
            transaction.commit();
        }
    }

    /** Wraps the catalog's own key anew, and writes records that hold other keys, all in one commit. */
    public void changeRoot(Rewrap rewrap, Map<Key, byte[]> written) {
        try (KvTransaction transaction = engine.begin()) {
            SystemKeys.rewrap(transaction, rewrap);
            written.forEach((key, record) -> transaction.put(key, seal(key, record)));
            transaction.commit();
        }
    }

    public void delete(Key key) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(key);
            transaction.commit();
        }
    }
}

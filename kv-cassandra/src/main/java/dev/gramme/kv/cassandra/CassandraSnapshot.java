package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/** A view that lasts for as long as nobody writes to its partition; then every read says that it is lost. */
final class CassandraSnapshot implements KvSnapshot {
    private final CassandraEngine engine;
    private final Store store;
    private final PartitionId partition;
    private final Store.Version version;

    CassandraSnapshot(CassandraEngine engine, Store store, PartitionId partition) {
        this.engine = engine;
        this.store = store;
        this.partition = partition;
        this.version = store.version(partition, Store.Sight.SERIAL);
    }

    @Override
    public @Nullable Bytes get(Key key) {
        @Nullable Bytes value = engine.get(key, ReadMode.STRONG);
        requireUnchanged();
        return value;
    }

    @Override
    public KvCursor scan(PartitionId scanned, RowRange range, Direction direction) {
        KvCursor cursor = engine.scan(scanned, range, direction, ReadMode.STRONG);
        return new Checked(cursor);
    }

    private void requireUnchanged() {
        if (!store.version(partition, Store.Sight.QUORUM).equals(version)) {
            throw new KvException.Conflict("The partition was written to while it was read");
        }
    }

    /** Checks once it has come to the end, and before that wherever a page may have been read. */
    private final class Checked implements KvCursor {
        private static final int EVERY = 64;

        private final KvCursor cursor;
        private int steps;

        Checked(KvCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean next() {
            boolean found = cursor.next();
            if (!found || steps++ % EVERY == 0) {
                requireUnchanged();
            }
            return found;
        }

        @Override
        public Bytes row() {
            return cursor.row();
        }

        @Override
        public Bytes value() {
            return cursor.value();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    @Override
    public void close() {
        // nothing is kept open in Cassandra
    }
}

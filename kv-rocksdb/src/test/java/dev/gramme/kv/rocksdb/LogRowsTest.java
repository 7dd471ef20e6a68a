package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the column family of logs, and the others. */
class LogRowsTest {
    private static final PartitionId PARTITION = new PartitionId(7);
    private static final byte LOG = 10;

    @TempDir
    private Path directory;

    private RocksEngine open() {
        return RocksEngine.open(
                directory.resolve("store"),
                RocksSettings.DEFAULT.withReserve(0).withLogs(Set.of(LOG)),
                System::currentTimeMillis);
    }

    private static Bytes row(int... bytes) {
        byte[] row = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            row[at] = (byte) bytes[at];
        }
        return Bytes.of(row);
    }

    private static List<Bytes> rows(RocksEngine engine, int first) {
        List<Bytes> rows = new ArrayList<>();
        try (KvCursor cursor =
                engine.scan(PARTITION, RowRange.startingWith(row(first)), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }

    private static void write(RocksEngine engine) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(new Key(PARTITION, row(9, 1)), row(1));
            transaction.put(new Key(PARTITION, row(LOG, 1)), row(2));
            transaction.put(new Key(PARTITION, row(LOG, 2)), row(3));
            transaction.putStamped(PARTITION, row(LOG, 3), Bytes.EMPTY, row(4));
            transaction.put(new Key(PARTITION, row(11, 1)), row(5));
            transaction.commit();
        }
    }

    @Test
    void bothAreWrittenReadAndDeleted() {
        try (RocksEngine engine = open()) {
            write(engine);
            try (KvTransaction transaction = engine.begin()) {
                transaction.delete(new Key(PARTITION, row(LOG, 2)));
                transaction.commit();
            }
        }
        try (RocksEngine engine = open()) {
            assertThat(rows(engine, LOG)).hasSize(2).first().isEqualTo(row(LOG, 1));
            assertThat(rows(engine, 9)).containsExactly(row(9, 1));
            assertThat(engine.get(new Key(PARTITION, row(LOG, 1)), ReadMode.STRONG))
                    .isEqualTo(row(2));
            assertThat(engine.getAll(
                            List.of(new Key(PARTITION, row(LOG, 1)), new Key(PARTITION, row(11, 1))), ReadMode.STRONG))
                    .containsExactly(row(2), row(5));
            assertThatThrownBy(() -> engine.scan(PARTITION, RowRange.ALL, Direction.FORWARD, ReadMode.STRONG))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rangesAreDeletedWhereverTheyLie() {
        try (RocksEngine engine = open()) {
            write(engine);
            delete(engine, RowRange.startingWith(row(LOG)));
            assertThat(rows(engine, LOG)).isEmpty();
            assertThat(rows(engine, 9)).hasSize(1);
            write(engine);
            delete(engine, new RowRange(row(9), row(LOG, 2)));
            assertThat(rows(engine, 9)).isEmpty();
            assertThat(rows(engine, LOG)).hasSize(2).first().isEqualTo(row(LOG, 2));
            delete(engine, RowRange.ALL);
            assertThat(rows(engine, LOG)).isEmpty();
            assertThat(rows(engine, 11)).isEmpty();
        }
    }

    private static void delete(RocksEngine engine, RowRange range) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.deleteRange(PARTITION, range);
            transaction.commit();
        }
    }
}

package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is opened only to be read. */
@Timeout(60)
class OnlyReadTest {
    private static final int ROWS = 200;
    private static final PartitionId PARTITION = new PartitionId(1);

    @TempDir
    private Path directory;

    private KvEngine open() {
        return RocksEngine.open(directory, RocksSettings.DEFAULT.withReserve(0), System::currentTimeMillis);
    }

    private KvEngine openToRead() {
        return new RocksEngineFactory().openToRead(directory.toString(), Set.of());
    }

    private static Key key(int row) {
        return new Key(PARTITION, Bytes.of(new byte[] {1, (byte) row}));
    }

    private void fill() {
        try (KvEngine engine = open()) {
            for (int row = 0; row < ROWS; row++) {
                put(engine, row);
            }
        }
    }

    private static void put(KvEngine engine, int row) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key(row), Bytes.of(new byte[200]));
            transaction.commit();
        }
    }

    /** The files rows lie in, with their sizes. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("LOG")) {
                    sizes.put(name, Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Test
    void whatIsInTheLogIsReadAndNothingIsWritten() throws IOException {
        fill();
        Map<String, Long> before = files();
        try (KvEngine engine = openToRead()) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(engine.get(key(row), ReadMode.STRONG)).isNotNull();
            }
            assertThat(engine.damage(10)).isEmpty();
            assertThatThrownBy(() -> put(engine, 1)).hasMessage("The store was opened to be read only");
        }
        assertThat(files()).isEqualTo(before);
        try (KvEngine engine = open()) {
            put(engine, 1);
        }
    }

    @Test
    void aFlippedByteInAFileIsFoundByItsChecksum() throws IOException {
        fill();
        open().close(); // moves what is in the log into a file
        Path file;
        try (Stream<Path> all = Files.list(directory)) {
            file = all.filter(one -> one.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(20_000);
            int one = bytes.read();
            bytes.seek(20_000);
            bytes.write(one ^ 1);
        }
        try (KvEngine engine = openToRead()) {
            assertThat(engine.damage(10)).hasSize(1).first().asString().startsWith("file " + file + ": ");
            assertThat(engine.damage(0)).isEmpty();
            assertThatThrownBy(() -> {
                        try (KvCursor cursor =
                                engine.scan(PARTITION, RowRange.ALL, Direction.FORWARD, ReadMode.STRONG)) {
                            while (cursor.next()) {
                                assertThat(cursor.value().length()).isEqualTo(200);
                            }
                        }
                    })
                    .isInstanceOf(KvException.Corrupt.class);
        }
    }

    @Test
    void whereThereIsNoStore() {
        assertThatThrownBy(this::openToRead)
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessage("There is no data in " + directory + ".");
        assertThat(directory).isEmptyDirectory();
    }
}

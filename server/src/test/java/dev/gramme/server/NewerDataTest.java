package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.cli.Serve;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import picocli.CommandLine;

/** Data that a newer Gramme wrote is refused with a plain word. */
@Timeout(60)
class NewerDataTest {
    /** The row of the format: partition 0, then keyspace 39. */
    private static final byte[] FORMAT = {0, 0, 0, 0, 0, 0, 0, 0, 39};

    @TempDir
    private Path data;

    private byte[] format(byte[] written) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB store = RocksDB.open(
                        options,
                        data.resolve("store").toString(),
                        List.of(
                                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                                new ColumnFamilyDescriptor("logs".getBytes(StandardCharsets.US_ASCII))),
                        handles)) {
            byte[] before = store.get(FORMAT);
            if (written != null) {
                store.put(FORMAT, written);
            }
            handles.forEach(ColumnFamilyHandle::close);
            return before;
        }
    }

    @Test
    void theServerDoesNotStart() throws Exception {
        Server.start(ServerConfig.onDisk(data)).close();
        byte[] third = ByteBuffer.allocate(4).putInt(3).array();
        assertThat(format(third)).containsExactly(0, 0, 0, 1);
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new Serve())
                .setErr(new PrintWriter(err, true))
                .execute("--port", "0", "--data", data.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("gramme: The data in " + data.resolve("store")
                        + " was written by a newer Gramme (format 3; this one knows up to 1). Use that one, or a later"
                        + " one; nothing was changed.\n");
        assertThat(format(null)).isEqualTo(third);
    }
}

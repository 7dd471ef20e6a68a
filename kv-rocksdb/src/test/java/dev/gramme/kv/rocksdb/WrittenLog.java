package dev.gramme.kv.rocksdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a log of RocksDB: blocks of 32 KB hold fragments, each with its checksum (4 bytes), length (2) and
 * type (1: whole, 2: first, 3: between, 4: last); what is left of a block stays empty where no head fits (source:
 * RocksDB's wiki, "Write Ahead Log File Format"). A record is what was written and synced at once.
 */
final class WrittenLog {
    private static final int BLOCK = 32 * 1024;
    private static final int HEAD = 7;

    private WrittenLog() {}

    /** Where a record lies, and what is in it. */
    record Entry(int from, int to, byte[] payload) {}

    /** All records that are complete. */
    static List<Entry> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = new ArrayList<>();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int start = 0;
        int at = 0;
        while (at + HEAD <= bytes.length) {
            if (BLOCK - at % BLOCK < HEAD) {
                at += BLOCK - at % BLOCK;
                continue;
            }
            int length = fields.getShort(at + 4) & 0xFFFF;
            int type = bytes[at + 6];
            int end = at + HEAD + length;
            if (type == 0 || end > bytes.length) {
                break;
            }
            if (type == 1 || type == 2) {
                start = at;
                payload.reset();
            } else if (type != 3 && type != 4) {
                throw new IOException("a record of type " + type + " at " + at + " of " + file);
            }
            payload.write(bytes, at + HEAD, length);
            if (type == 1 || type == 4) {
                entries.add(new Entry(start, end, payload.toByteArray()));
            }
            at = end;
        }
        return entries;
    }
}

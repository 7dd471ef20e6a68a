package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last record of a log, of which a loss of power left some sectors unwritten: the disk may write them in any order.
 * It was never synced, so it was never acknowledged. RocksDB itself only forgives a record that is cut off.
 *
 * <p>A log is blocks of 32 KB that hold fragments of records, each with its checksum (4 bytes), length (2) and type (1:
 * a whole record, 2: its first part, 3: one between, 4: its last; source: RocksDB's wiki, "Write Ahead Log File
 * Format"). A record is one group of commits, and synced before the next is written: so where a sound one begins behind
 * the damage it is not this, but damage to what was acknowledged.
 *
 * @param from where the record begins
 */
record TornLog(Path file, long from) {
    private static final System.Logger LOG = System.getLogger(TornLog.class.getName());

    private static final int BLOCK = 32 * 1024;
    private static final int SECTOR = 512;
    private static final int HEAD = 7;
    private static final int TYPE = 6;
    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int CHECKSUM_MASK = 0xa282ead8;

    /** Finds it in the last log of a store; null where that is sound, or damaged otherwise. */
    static @Nullable TornLog find(Path store) {
        try {
            Path last = lastLog(store);
            if (last == null) {
                return null;
            }
            return findIn(last);
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot read the log in " + store + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable TornLog findIn(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            int from = new Reading(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer())
                    .torn();
            return from < 0 ? null : new TornLog(log, from);
        }
    }

    /** The last that has anything in it: a next one may have been made, and nothing written to it yet. */
    private static @Nullable Path lastLog(Path store) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(store, "*.log")) {
            for (Path log : found) {
                if (Files.size(log) > 0) {
                    logs.add(log);
                }
            }
        }
        return logs.stream().max(Comparator.comparing(Path::getFileName)).orElse(null);
    }

    /** Takes it away, as RocksDB does with one that is cut off. */
    void cutOff() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The end of the log was not written when the power was lost, and is dropped: file={0} bytes={1}",
                    file.getFileName(),
                    channel.size() - from);
            channel.truncate(from);
            channel.force(true);
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot cut off the log " + file + ": " + e.getMessage(), e);
        }
    }

    /** A log that is looked through. */
    private static final class Reading {
        private final ByteBuffer fields;
        private final int size;
        private final CRC32C checksum = new CRC32C();

        Reading(ByteBuffer log) {
            this.fields = log.order(ByteOrder.LITTLE_ENDIAN);
            this.size = log.limit();
        }

        /** Where the torn record begins; negative where there is none. */
        int torn() {
            int record = 0;
            int at = 0;
            while (at + HEAD <= size) {
                if (BLOCK - at % BLOCK < HEAD) {
                    at += BLOCK - at % BLOCK;
                    continue;
                }
                if (!isSound(at)) {
                    return hasUnwrittenSector(record) && !hasRecordBehind(at) ? record : -1;
                }
                byte type = fields.get(at + TYPE);
                at += HEAD + length(at);
                if (type == WHOLE || type == LAST) {
                    record = at;
                }
            }
            return -1;
        }

        private int length(int at) {
            return fields.getShort(at + 4) & 0xFFFF;
        }

        private boolean isSound(int at) {
            int length = length(at);
            if (at % BLOCK + HEAD + length > BLOCK || at + HEAD + length > size) {
                return false;
            }
            checksum.reset();
            checksum.update(fields.slice(at + TYPE, 1 + length));
            int computed = (int) checksum.getValue();
            return Integer.rotateRight(computed, 15) + CHECKSUM_MASK == fields.getInt(at);
        }

        private boolean hasUnwrittenSector(int from) {
            for (int at = from; at < size; at = (at / SECTOR + 1) * SECTOR) {
                if (isZero(at, Math.min(size, (at / SECTOR + 1) * SECTOR))) {
                    return true;
                }
            }
            return false;
        }

        private boolean isZero(int from, int to) {
            for (int at = from; at < to; at++) {
                if (fields.get(at) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Looks everywhere, since nothing tells where the next fragment begins when a head is lost. */
        private boolean hasRecordBehind(int bad) {
            for (int at = bad + 1; at + HEAD <= size; at++) {
                byte type = fields.get(at + TYPE);
                if ((type == WHOLE || type == FIRST) && isSound(at)) {
                    return true;
                }
            }
            return false;
        }
    }
}

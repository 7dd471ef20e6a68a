package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/**
 * The process that loses its power. Each writer numbers its commits; each writes to three partitions and both column
 * families, so that what commits 1 to n have left is known, and a part of one would be seen.
 */
final class PowerLossWriter {
    static final int WRITERS = 6;
    /** Items of a writer, each written again every so many commits. */
    static final int ITEMS = 20;
    /** Every so many commits, the log rows of a writer but for the last few are deleted by range. */
    static final int TRIM = 25;

    static final int KEPT = 10;

    private static final byte LOG = 2;
    private static final PartitionId ITEMS_PARTITION = new PartitionId(1);
    private static final PartitionId INDEX_PARTITION = new PartitionId(2);
    private static final PartitionId COUNTS_PARTITION = new PartitionId(3);
    private static final int MEMTABLE_BYTES = 128 * 1024;
    /** With small memtables, so that files are written and merged all the time. */
    static final RocksSettings SETTINGS = new RocksSettings(true, 1 << 20, MEMTABLE_BYTES, 0, Set.of(LOG));

    private static final int MOST_BYTES = 2_000;

    private PowerLossWriter() {}

    static KvEngine open(Path store) {
        return RocksEngine.open(store, SETTINGS, System::currentTimeMillis);
    }

    static Key item(int writer, int number) {
        return new Key(ITEMS_PARTITION, row("item" + writer + "/" + number % ITEMS));
    }

    static Key entry(int writer, int number) {
        return new Key(INDEX_PARTITION, row("entry" + writer + "/" + number % ITEMS));
    }

    static Key count(int writer) {
        return new Key(COUNTS_PARTITION, row("count" + writer));
    }

    static Key log(int writer, long number) {
        return new Key(
                ITEMS_PARTITION,
                Bytes.of(ByteBuffer.allocate(10)
                        .put(LOG)
                        .put((byte) writer)
                        .putLong(number)
                        .array()));
    }

    private static Bytes row(String name) {
        return Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** The log rows of a writer. */
    static RowRange logs(int writer, long before) {
        return new RowRange(log(writer, 0).row(), log(writer, before).row());
    }

    static PartitionId logsPartition() {
        return ITEMS_PARTITION;
    }

    /** The first log row that is left after so many commits. */
    static long firstLog(long number) {
        return Math.max(1, number / TRIM * TRIM - KEPT);
    }

    static String mark(int writer, long number) {
        return String.format("<%d:%d>", writer, number);
    }

    static Bytes value(int writer, long number) {
        Random random = new Random(writer * 1_000_003L + number);
        byte[] mark = mark(writer, number).getBytes(StandardCharsets.US_ASCII);
        byte[] value = new byte[mark.length + random.nextInt(MOST_BYTES)];
        random.nextBytes(value);
        System.arraycopy(mark, 0, value, 0, mark.length);
        return Bytes.of(value);
    }

    static long read(KvEngine engine, int writer) {
        Bytes count = engine.get(count(writer), ReadMode.STRONG);
        if (count == null) {
            return 0;
        }
        String text = new String(count.array(), 0, Math.min(30, count.length()), StandardCharsets.ISO_8859_1);
        return Long.parseLong(text.substring(text.indexOf(':') + 1, text.indexOf('>')));
    }

    static void commit(KvEngine engine, int writer, long number) {
        Bytes value = value(writer, number);
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(item(writer, (int) number), value);
            transaction.put(entry(writer, (int) number), value);
            transaction.put(count(writer), value);
            transaction.put(log(writer, number), value);
            if (number % TRIM == 0) {
                transaction.deleteRange(logsPartition(), logs(writer, firstLog(number)));
            }
            transaction.commit();
        }
    }

    public static void main(String[] arguments) {
        KvEngine engine = open(Path.of(arguments[0]));
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            Thread.ofPlatform().start(() -> write(engine, number));
        }
    }

    private static void write(KvEngine engine, int writer) {
        for (long number = read(engine, writer) + 1; ; number++) {
            commit(engine, writer, number);
            System.out.println("ok " + writer + " " + number + ".");
        }
    }
}

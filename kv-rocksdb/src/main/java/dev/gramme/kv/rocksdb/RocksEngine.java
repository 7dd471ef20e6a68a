package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.lock.LockTable;
import dev.gramme.kv.write.WriteBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileManager;
import org.rocksdb.WALRecoveryMode;

/** The embedded engine. */
public final class RocksEngine implements KvEngine {
    private static final EngineLimits LIMITS = new EngineLimits(8192, 4 << 20, 256 << 20, true, false, false);
    private static final long LOCK_WAIT_MILLIS = 2_000;
    /** Share of a memtable given to its filter of keys: some 14 bits for each item of 400 bytes. */
    private static final double MEMTABLE_FILTER = 0.004;

    private static final System.Logger LOG = System.getLogger(RocksEngine.class.getName());
    private static final byte[] LOGS = "logs".getBytes(StandardCharsets.US_ASCII);
    private static final long REWRITE_SECONDS = 86_400;

    private final StoreSlot slot;
    private final LogRows logs;
    private final LockTable locks = new LockTable(LOCK_WAIT_MILLIS);
    private final EngineCounters counters = new EngineCounters();
    private final CommitPipeline pipeline;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Held by one that only reads; null for one that takes commits. */
    private final @Nullable DirectoryLock reading;

    private RocksEngine(
            StoreSlot slot,
            Path directory,
            RocksSettings settings,
            CommitClock clock,
            @Nullable DirectoryLock reading) {
        this.reading = reading;
        this.slot = slot;
        this.logs = new LogRows(settings.logs());
        this.pipeline = new CommitPipeline(
                slot, settings.sync(), clock, new DiskRoom(directory, settings.reserveBytes()), counters, logs);
    }

    /**
     * Opens the engine, and makes the directory if there is none.
     *
     * @throws KvException.Unavailable where the directory is in use, cannot be made, or cannot be read
     * @throws KvException.Corrupt where the log or the list of files is damaged, other than by a record torn at its end
     */
    public static RocksEngine open(Path directory, RocksSettings settings, LongSupplier clockMillis) {
        RocksDB.loadLibrary();
        OpenStore store = openStore(directory, settings, false);
        try {
            CommitClock clock = new CommitClock(clockMillis, CommitPipeline.lastStamp(store.db()));
            StoreSlot slot = new StoreSlot(store, () -> openStore(directory, settings, false));
            RocksEngine engine = new RocksEngine(slot, directory, settings, clock, null);
            engine.pipeline.start();
            return engine;
        } catch (RocksDBException e) {
            store.retire(0);
            throw RocksFailures.ofOpen(directory.toString(), e);
        }
    }

    /**
     * Opens the engine to be read only. What is in the log is kept in memory instead of being written to files.
     *
     * @throws KvException.Unavailable where there is no store, it is in use, or it cannot be read
     * @throws KvException.Corrupt where the log or the list of files is damaged, other than by a record torn at its end
     */
    public static RocksEngine openToRead(Path directory, RocksSettings settings) {
        RocksDB.loadLibrary();
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            OpenStore store = openStore(directory, settings, true);
            StoreSlot slot = new StoreSlot(store, () -> openStore(directory, settings, true));
            RocksEngine engine = new RocksEngine(slot, directory, settings, new CommitClock(() -> 0, 0), lock);
            engine.pipeline.start();
            return engine;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static OpenStore openStore(Path directory, RocksSettings settings, boolean readOnly) {
        try {
            // A record cut off at the end of the log was never acknowledged; damage before the end stops the start.
            return openStore(directory, settings, readOnly, WALRecoveryMode.TolerateCorruptedTailRecords);
        } catch (KvException.Corrupt e) {
            TornLog torn = TornLog.find(directory);
            if (torn == null) {
                throw e;
            }
            if (readOnly) {
                return openStore(directory, settings, true, WALRecoveryMode.PointInTimeRecovery);
            }
            torn.cutOff();
            return openStore(directory, settings, false, WALRecoveryMode.TolerateCorruptedTailRecords);
        }
    }

    private static OpenStore openStore(
            Path directory, RocksSettings settings, boolean readOnly, WALRecoveryMode recovery) {
        List<RocksObject> owned = new ArrayList<>();
        try {
            BlockBasedTableConfig table = table(settings, owned);
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            List<ColumnFamilyDescriptor> families = List.of(
                    new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, items(settings, table, owned)),
                    new ColumnFamilyDescriptor(LOGS, logs(settings, table, owned)));
            RocksDB db;
            if (readOnly) {
                db = RocksDB.openReadOnly(
                        options(recovery, owned).setCreateIfMissing(false).setCreateMissingColumnFamilies(false),
                        directory.toString(),
                        families,
                        handles);
            } else {
                Files.createDirectories(directory);
                db = RocksDB.open(options(recovery, owned), directory.toString(), families, handles);
            }
            return new OpenStore(db, handles.get(0), handles.get(1), owned);
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot make the data directory " + directory + ": " + e.getMessage(), e);
        } catch (RocksDBException e) {
            owned.forEach(RocksObject::close);
            throw RocksFailures.ofOpen(directory.toString(), e);
        }
    }

    private static <T extends RocksObject> T own(List<RocksObject> owned, T object) {
        owned.addFirst(object);
        return object;
    }

    private static DBOptions options(WALRecoveryMode recovery, List<RocksObject> owned) throws RocksDBException {
        // With a file manager RocksDB recovers by itself from a disk that was full.
        SstFileManager files = own(owned, new SstFileManager(Env.getDefault()));
        return own(owned, new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(recovery)
                .setMaxBackgroundJobs(2)
                // A family that is seldom written must not hold the log of the other back.
                .setMaxTotalWalSize(512L << 20)
                .setBytesPerSync(1 << 20)
                .setKeepLogFileNum(4)
                .setMaxLogFileSize(4 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setSstFileManager(files);
    }

    private static BlockBasedTableConfig table(RocksSettings settings, List<RocksObject> owned) {
        return new BlockBasedTableConfig()
                .setBlockCache(own(owned, new LRUCache(settings.blockCacheBytes())))
                .setFilterPolicy(own(owned, new BloomFilter(10, false)))
                .setCacheIndexAndFilterBlocks(false)
                .setBlockSize(4 * 1024)
                .setFormatVersion(6);
    }

    private static ColumnFamilyOptions items(
            RocksSettings settings, BlockBasedTableConfig table, List<RocksObject> owned) {
        return own(owned, new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                // Sealed values do not compress.
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(settings.memtableBytes())
                .setMaxWriteBufferNumber(3)
                // New items are looked for before they are written; a search of the memtable in vain costs most of it.
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTargetFileSizeBase(64L << 20);
    }

    /** Few merges, since hardly anybody reads; what was deleted gives its room back within a day. */
    private static ColumnFamilyOptions logs(
            RocksSettings settings, BlockBasedTableConfig table, List<RocksObject> owned) {
        return own(owned, new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(settings.memtableBytes())
                .setMaxWriteBufferNumber(3)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setPeriodicCompactionSeconds(REWRITE_SECONDS);
    }

    @Override
    public EngineLimits limits() {
        return LIMITS;
    }

    @Override
    public EngineCounters counters() {
        return counters;
    }

    @Override
    public @Nullable Bytes get(Key key, ReadMode mode) {
        OpenStore store = slot.enter();
        try {
            return get(store, store.readOptions(), key);
        } finally {
            store.leave();
        }
    }

    private @Nullable Bytes get(OpenStore store, ReadOptions options, Key key) {
        counters.countGet();
        try {
            byte[] value = store.db().get(family(store, key.row()), options, PhysicalKeys.of(key));
            return value == null ? null : Bytes.of(value);
        } catch (RocksDBException e) {
            throw RocksFailures.ofRead(e);
        }
    }

    @Override
    public List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode) {
        slot.requireOpen();
        if (keys.isEmpty()) {
            return List.of();
        }
        if (keys.stream().anyMatch(key -> logs.holds(key.row()))) {
            List<@Nullable Bytes> values = new ArrayList<>(keys.size());
            keys.forEach(key -> values.add(get(key, mode)));
            return values;
        }
        counters.countMultiGet();
        List<byte[]> physical = new ArrayList<>(keys.size());
        for (Key key : keys) {
            physical.add(PhysicalKeys.of(key));
        }
        OpenStore store = slot.enter();
        try {
            List<@Nullable Bytes> values = new ArrayList<>(keys.size());
            for (byte @Nullable [] value : store.db().multiGetAsList(store.readOptions(), physical)) {
                values.add(value == null ? null : Bytes.of(value));
            }
            return values;
        } catch (RocksDBException e) {
            throw RocksFailures.ofRead(e);
        } finally {
            store.leave();
        }
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        return cursor(slot.enter(), null, partition, range, direction);
    }

    private ColumnFamilyHandle family(OpenStore store, Bytes row) {
        return logs.holds(row) ? store.logs() : store.items();
    }

    private ColumnFamilyHandle family(OpenStore store, RowRange range) {
        if (!logs.meets(range)) {
            return store.items();
        }
        if (logs.misses(range)) {
            throw new IllegalArgumentException("A range of logs and other rows cannot be read at once");
        }
        return store.logs();
    }

    private KvCursor cursor(
            OpenStore entered,
            @Nullable Snapshot snapshot,
            PartitionId partition,
            RowRange range,
            Direction direction) {
        counters.countScan();
        ColumnFamilyHandle family;
        try {
            family = family(entered, range);
        } catch (IllegalArgumentException e) {
            entered.leave();
            throw e;
        }
        return new RocksCursor(entered, family, snapshot, partition, range, direction, counters);
    }

    @Override
    public long estimateBytes(PartitionId partition, RowRange range) {
        OpenStore store = slot.enter();
        try (Slice from = new Slice(PhysicalKeys.of(partition, range.from()));
                Slice to = new Slice(PhysicalKeys.end(partition, range.to()))) {
            return store.db()
                    .getApproximateSizes(
                            family(store, range),
                            List.of(new Range(from, to)),
                            SizeApproximationFlag.INCLUDE_FILES,
                            SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
        } finally {
            store.leave();
        }
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        return new RocksSnapshot(slot.enter());
    }

    @Override
    public KvTransaction begin() {
        slot.requireOpen();
        return new RocksTransaction();
    }

    @Override
    public List<String> damage(int limit) {
        OpenStore store = slot.enter();
        try {
            return StoredFiles.damage(store.db(), limit);
        } finally {
            store.leave();
        }
    }

    /** Waits for running commits, and some seconds for running reads; whoever reads longer closes RocksDB himself. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        slot.refuse();
        pipeline.close();
        slot.close();
        if (reading != null) {
            reading.close();
        }
    }

    /**
     * Lets go of files that hold nothing but logs of a range that was deleted: a merge would get to them only when
     * others are written, or within a day. Whoever reads them keeps them until he is done.
     */
    private void giveBack(WriteBuffer.RangeDelete deleted) {
        if (logs.misses(deleted.range())) {
            return;
        }
        OpenStore store = slot.enter();
        try {
            List<byte[]> range = List.of(
                    PhysicalKeys.of(deleted.partition(), deleted.range().from()),
                    PhysicalKeys.end(deleted.partition(), deleted.range().to()));
            store.db().deleteFilesInRanges(store.logs(), range, false);
        } catch (RocksDBException e) {
            // The rows are deleted; only their room is given back later.
            LOG.log(System.Logger.Level.DEBUG, "Files were not given back", e);
        } finally {
            store.leave();
        }
    }

    private final class RocksSnapshot implements KvSnapshot {
        private final OpenStore store;
        private final Snapshot snapshot;
        private final ReadOptions options;
        private boolean closed;

        RocksSnapshot(OpenStore entered) {
            this.store = entered;
            this.snapshot = entered.db().getSnapshot();
            this.options = new ReadOptions().setSnapshot(snapshot);
        }

        @Override
        public @Nullable Bytes get(Key key) {
            requireRunning();
            return RocksEngine.this.get(store, options, key);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            requireRunning();
            if (!store.enter()) {
                throw new KvException.Unavailable("The store is being closed", null);
            }
            return cursor(store, snapshot, partition, range, direction);
        }

        private void requireRunning() {
            if (closed) {
                throw new IllegalStateException("The snapshot is closed");
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                options.close();
                store.db().releaseSnapshot(snapshot);
                store.leave();
            }
        }
    }

    private final class RocksTransaction implements KvTransaction {
        private final WriteBuffer writes = new WriteBuffer(LIMITS, locks);
        private final int generation = slot.generation();

        @Override
        public @Nullable Bytes get(Key key) {
            return RocksEngine.this.get(key, ReadMode.STRONG);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            return cursor(slot.enter(), null, partition, range, direction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            writes.lock(key);
            WriteBuffer.Write own = writes.find(key);
            return own != null ? own.value() : RocksEngine.this.get(key, ReadMode.STRONG);
        }

        @Override
        public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
            keys.forEach(writes::lock);
            List<@Nullable Bytes> values = getAll(keys, ReadMode.STRONG);
            for (int at = 0; at < keys.size(); at++) {
                WriteBuffer.Write own = writes.find(keys.get(at));
                if (own != null) {
                    values.set(at, own.value());
                }
            }
            return values;
        }

        @Override
        public void put(Key key, Bytes value) {
            writes.put(key, value);
        }

        @Override
        public void delete(Key key) {
            writes.delete(key);
        }

        @Override
        public void deleteRange(PartitionId partition, RowRange range) {
            writes.deleteRange(partition, range);
        }

        @Override
        public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
            writes.putStamped(partition, prefix, suffix, value);
        }

        @Override
        public Commit commit() {
            if (writes.isEmpty()) {
                return Commit.NOTHING;
            }
            slot.requireOpen();
            if (reading != null) {
                throw new KvException.Unavailable("The store was opened to be read only", null);
            }
            Commit commit = pipeline.commit(writes, generation);
            if (!writes.rangeDeletes().isEmpty()) {
                writes.rangeDeletes().forEach(RocksEngine.this::giveBack);
            }
            return commit;
        }

        @Override
        public void close() {
            writes.release();
        }
    }
}

package dev.gramme.kv.rocksdb;

import java.util.Set;

/**
 * How RocksDB is set up.
 *
 * @param sync whether a commit is acknowledged only once it is on disk
 * @param blockCacheBytes cache of data blocks; takes memory only as it fills
 * @param memtableBytes writes kept in memory before they become a file
 * @param reserveBytes commits are refused while the disk has less room than this
 * @param logs first bytes of rows that lie in a column family of their own
 */
public record RocksSettings(boolean sync, long blockCacheBytes, long memtableBytes, long reserveBytes, Set<Byte> logs) {
    public static final RocksSettings DEFAULT = new RocksSettings(true, 256L << 20, 64L << 20, 256L << 20, Set.of());

    public RocksSettings withSync(boolean synced) {
        return new RocksSettings(synced, blockCacheBytes, memtableBytes, reserveBytes, logs);
    }

    public RocksSettings withReserve(long bytes) {
        return new RocksSettings(sync, blockCacheBytes, memtableBytes, bytes, logs);
    }

    public RocksSettings withLogs(Set<Byte> apart) {
        return new RocksSettings(sync, blockCacheBytes, memtableBytes, reserveBytes, Set.copyOf(apart));
    }
}

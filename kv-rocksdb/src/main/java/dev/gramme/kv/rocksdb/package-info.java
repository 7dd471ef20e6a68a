/**
 * The embedded engine, on RocksDB: the only place with native code. Reads go straight to RocksDB; all commits go
 * through one {@link dev.gramme.kv.rocksdb.CommitPipeline}, which writes and syncs many of them at once. Start at
 * {@link dev.gramme.kv.rocksdb.RocksEngine}.
 */
@NullMarked
package dev.gramme.kv.rocksdb;

import org.jspecify.annotations.NullMarked;

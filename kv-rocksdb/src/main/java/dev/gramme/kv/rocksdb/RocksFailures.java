package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's errors mean to a caller. */
final class RocksFailures {
    private RocksFailures() {}

    static KvException ofRead(RocksDBException failure) {
        if (isCorruption(failure)) {
            return new KvException.Corrupt("A stored block is damaged: " + failure.getMessage(), failure);
        }
        return new KvException.Unavailable("Reading failed: " + failure.getMessage(), failure);
    }

    /** A write that failed may have reached the log all the same. */
    static KvException ofWrite(RocksDBException failure) {
        return new KvException.Uncertain("Writing failed: " + failure.getMessage(), failure);
    }

    static KvException ofOpen(String directory, RocksDBException failure) {
        String message = failure.getMessage();
        if (isCorruption(failure)) {
            return new KvException.Corrupt("The data in " + directory + " is damaged: " + message, failure);
        }
        // RocksDB has no code of its own for a lock that is held; its message ends with the lock file and the reason.
        if (message != null && message.contains("/LOCK: ")) {
            return new KvException.Unavailable(
                    "The data directory " + directory + " is already in use by another Gramme process.", failure);
        }
        return new KvException.Unavailable("Cannot open the data directory " + directory + ": " + message, failure);
    }

    private static boolean isCorruption(RocksDBException failure) {
        Status status = failure.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }
}

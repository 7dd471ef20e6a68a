package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Watches the free room of the disk, so that commits are refused before RocksDB runs into the end of it: a refused
 * commit certainly left nothing, and reads go on. Used by the pipeline's thread only.
 */
final class DiskRoom {
    private static final long CHECK_NANOS = 100_000_000;
    private static final long REOPEN_BYTES = 8 << 20;

    private static final String PROBE = "writable";

    private final Path probe;
    private final FileStore store;
    private final long reserveBytes;
    private long checkedNanos;
    private boolean full;
    private boolean checked;

    DiskRoom(Path directory, long reserveBytes) {
        this.probe = directory.resolve(PROBE);
        try {
            this.store = Files.getFileStore(directory);
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot tell which disk " + directory + " lies on", e);
        }
        this.reserveBytes = reserveBytes;
    }

    /** Why nothing can be written now; null where there is room. */
    @Nullable
    KvException check() {
        long now = System.nanoTime();
        if (!checked || now - checkedNanos > CHECK_NANOS) {
            checked = true;
            checkedNanos = now;
            full = isFull();
        }
        return full
                ? new KvException.Unavailable(
                        "The disk is full: less than " + (reserveBytes >> 20) + " MB are free. Writes are refused.",
                        null)
                : null;
    }

    /**
     * Why a store whose log failed cannot be opened anew; null where it can be tried. To open it, it must be closed
     * first, and until it is open again nobody can read: so not while that is bound to fail. RocksDB writes what it
     * finds in the log to a table file.
     */
    @Nullable
    KvException whyNotReopen() {
        try {
            if (store.getUsableSpace() < Math.max(reserveBytes, REOPEN_BYTES)) {
                return new KvException.Unavailable("The disk is full. Writes are refused.", null);
            }
            Files.write(probe, new byte[] {0});
            Files.delete(probe);
            return null;
        } catch (IOException e) {
            // the reason alone: no client needs to know where the data lies
            String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
            return new KvException.Unavailable(
                    "The disk cannot be written to (" + reason + "). Writes are refused.", e);
        }
    }

    private boolean isFull() {
        try {
            return store.getUsableSpace() < reserveBytes;
        } catch (IOException e) {
            return true;
        }
    }
}

package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock that RocksDB itself takes of a directory it writes to, for those who only read: RocksDB takes none then. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "LOCK";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws KvException.Unavailable where there is no store, or another process has it
     */
    static DirectoryLock take(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new KvException.Unavailable("There is no data in " + directory + ".", null);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot open the data directory " + directory + ": " + e.getMessage(), e);
        }
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (IOException e) {
            throw new KvException.Unavailable("Cannot lock the data directory " + directory + ": " + e.getMessage(), e);
        } catch (OverlappingFileLockException e) {
            throw inUse(directory, e);
        } finally {
            if (!taken) {
                close(channel);
            }
        }
        if (!taken) {
            throw inUse(directory, null);
        }
        return new DirectoryLock(channel);
    }

    private static KvException inUse(Path directory, @Nullable Throwable cause) {
        return new KvException.Unavailable(
                "The data directory " + directory + " is already in use by another Gramme process.", cause);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.gramme.kv.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Unpacks RocksDB's native library once, when Gramme is built, into a directory that is later given as
 * {@code java.library.path}. Otherwise RocksDB unpacks 17 MB from its jar at every start.
 */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** Takes one argument: the directory to unpack into. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory);
        String packed = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(packed)) {
            if (library == null) {
                throw new IOException("RocksDB has no native library for this machine: " + packed);
            }
            Path target = directory.resolve(Environment.getSharedLibraryFileName("rocksdb"));
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import dev.gramme.kv.KvException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens the embedded engine in a directory. */
public final class RocksEngineFactory implements KvEngineFactory {
    @Override
    public String name() {
        return "rocksdb";
    }

    @Override
    public KvEngine open(@Nullable String location, LongSupplier clock, Set<Byte> logs) {
        if (location == null) {
            throw new KvException.Unavailable("The rocksdb engine needs a directory for its data", null);
        }
        return RocksEngine.open(Path.of(location), RocksSettings.DEFAULT.withLogs(logs), clock);
    }

    @Override
    public KvEngine openToRead(String location, Set<Byte> logs) {
        return RocksEngine.openToRead(Path.of(location), RocksSettings.DEFAULT.withLogs(logs));
    }
}

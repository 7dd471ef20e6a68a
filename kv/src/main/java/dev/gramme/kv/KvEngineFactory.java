package dev.gramme.kv;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a process finds its engine, by {@link java.util.ServiceLoader}. */
public interface KvEngineFactory {
    /** The name used on the command line, such as {@code memory} or {@code rocksdb}. */
    String name();

    /**
     * Opens the engine.
     *
     * @param directory where an engine on disk keeps its files; null for an engine that keeps none
     * @param clock milliseconds since 1970 for stamps; stamps stay strictly growing even where this clock steps back
     * @param logs first bytes of rows that are written once, hardly read, and deleted after a while, such as changes:
     *     an engine may keep them apart from the others
     * @throws KvException.Unavailable with a message for the person who started it, such as a directory already in use
     */
    KvEngine open(@Nullable Path directory, LongSupplier clock, Set<Byte> logs);
}

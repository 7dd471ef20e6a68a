package dev.gramme.kv;

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
     * @param location where the rows are: a directory for an engine on disk, an address for one on a network; null for
     *     an engine that keeps none
     * @param clock milliseconds since 1970 for stamps; stamps stay strictly growing even where this clock steps back
     * @param logs first bytes of rows that are written once, hardly read, and deleted after a while, such as changes:
     *     an engine may keep them apart from the others
     * @throws KvException.Unavailable with a message for the person who started it, such as a directory already in use
     */
    KvEngine open(@Nullable String location, LongSupplier clock, Set<Byte> logs);

    /**
     * Opens the engine to be read only, while no other process has it open: commits are refused, and no row is changed.
     *
     * @param location as above
     * @throws KvException.Unavailable with a message for the person who asked
     */
    default KvEngine openToRead(String location, Set<Byte> logs) {
        throw new KvException.Unavailable("The engine " + name() + " cannot be opened to be read only", null);
    }
}

package dev.gramme.kv.memory;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens engines that keep nothing. */
public final class MemoryEngineFactory implements KvEngineFactory {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public KvEngine open(@Nullable String location, LongSupplier clock, Set<Byte> logs) {
        return new MemoryEngine(clock);
    }
}

/** The reference engine: everything in memory, nothing kept. Start at {@link dev.gramme.kv.memory.MemoryEngine}. */
@NullMarked
package dev.gramme.kv.memory;

import org.jspecify.annotations.NullMarked;

/**
 * The engine contract: an ordered, transactional key-value store of bytes, cut into partitions. It knows nothing of
 * tables, items or indexes, so a second engine re-implements nothing. Start at {@link dev.gramme.kv.KvEngine}.
 */
@NullMarked
package dev.gramme.kv;

import org.jspecify.annotations.NullMarked;

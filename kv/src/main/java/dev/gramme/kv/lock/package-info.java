/** Exclusive locks on keys, for engines whose transactions run in one process: {@link dev.gramme.kv.lock.LockTable}. */
@NullMarked
package dev.gramme.kv.lock;

import org.jspecify.annotations.NullMarked;

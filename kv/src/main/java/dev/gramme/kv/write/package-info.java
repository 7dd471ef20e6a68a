/**
 * What a transaction has written so far, for engines that keep it in Java until the commit:
 * {@link dev.gramme.kv.write.WriteBuffer}.
 */
@NullMarked
package dev.gramme.kv.write;

import org.jspecify.annotations.NullMarked;

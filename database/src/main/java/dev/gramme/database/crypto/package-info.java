/**
 * Sealing of everything a user stores: keys of keys ({@link dev.gramme.database.crypto.KeyService}), a table's keys
 * ({@link dev.gramme.database.crypto.TableKeys}), and the three forms stored bytes take: sealed values, tokens for
 * partition keys, order-preserving bytes for sort keys.
 */
@NullMarked
package dev.gramme.database.crypto;

import org.jspecify.annotations.NullMarked;

/**
 * Everything the database takes from the world around it: time, randomness and threads. Start at
 * {@link dev.gramme.database.env.Environment}.
 */
@NullMarked
package dev.gramme.database.env;

import org.jspecify.annotations.NullMarked;

/**
 * JSON on bytes: a pull reader and a writer that make no tree and, where the caller wants none, no strings. Start at
 * {@link dev.gramme.json.JsonReader}.
 */
@NullMarked
package dev.gramme.json;

import org.jspecify.annotations.NullMarked;

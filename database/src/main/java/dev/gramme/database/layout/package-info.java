/**
 * All bytes on disk: which keyspaces there are ({@link dev.gramme.database.layout.Keyspace}), how a row is made, and
 * how a value is wrapped. Nothing outside this package knows a byte of it; {@code docs/data-layout.md} shows worked
 * examples.
 */
@NullMarked
package dev.gramme.database.layout;

import org.jspecify.annotations.NullMarked;

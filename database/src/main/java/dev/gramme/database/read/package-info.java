/**
 * GetItem, Query, Scan and BatchGetItem: one file an operation; {@link dev.gramme.database.read.PageReader} fills
 * pages.
 */
@NullMarked
package dev.gramme.database.read;

import org.jspecify.annotations.NullMarked;

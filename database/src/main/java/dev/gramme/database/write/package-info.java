/** PutItem, UpdateItem, DeleteItem and BatchWriteItem: one file an operation. */
@NullMarked
package dev.gramme.database.write;

import org.jspecify.annotations.NullMarked;

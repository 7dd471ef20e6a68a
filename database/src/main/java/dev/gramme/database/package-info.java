/** DynamoDB as a library: {@link dev.gramme.database.Database} builds the graph and holds the operations. */
@NullMarked
package dev.gramme.database;

import org.jspecify.annotations.NullMarked;

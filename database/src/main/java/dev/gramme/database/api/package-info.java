/**
 * What every operation speaks: the errors a client sees and the shape of an operation. Start at
 * {@link dev.gramme.database.api.DynamoException}.
 */
@NullMarked
package dev.gramme.database.api;

import org.jspecify.annotations.NullMarked;

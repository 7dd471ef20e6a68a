/**
 * What the generated records of a service's requests and answers stand on. Start at
 * {@link dev.gramme.model.OperationShape}; the generated packages lie below, as {@code dev.gramme.model.dynamodb}.
 */
@NullMarked
package dev.gramme.model;

import org.jspecify.annotations.NullMarked;

/**
 * The same random requests to two servers, and every answer compared:
 * {@link dev.gramme.acceptance.differential.Differential}.
 */
@NullMarked
package dev.gramme.acceptance.differential;

import org.jspecify.annotations.NullMarked;

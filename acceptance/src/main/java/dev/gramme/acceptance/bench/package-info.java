/** {@link dev.gramme.acceptance.bench.Bench}: what a request costs. */
@NullMarked
package dev.gramme.acceptance.bench;

import org.jspecify.annotations.NullMarked;

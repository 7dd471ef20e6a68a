/**
 * {@code gramme burn}: the packaged server is written to by many clients and killed again and again, and whatever it
 * holds then is held against what was acknowledged. Start at {@link dev.gramme.acceptance.burn.Burn}.
 */
@NullMarked
package dev.gramme.acceptance.burn;

import org.jspecify.annotations.NullMarked;

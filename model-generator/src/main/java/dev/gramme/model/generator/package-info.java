/**
 * Turns Smithy models into Java: records, codecs, constraint checks and the list of operations. It runs while the
 * module {@code model} is built and is on nobody's class path at run time. Start at
 * {@link dev.gramme.model.generator.Main}.
 */
@NullMarked
package dev.gramme.model.generator;

import org.jspecify.annotations.NullMarked;

/** Gramme in tests: {@link dev.gramme.server.junit.GrammeExtension} for JUnit 5. */
@NullMarked
package dev.gramme.server.junit;

import org.jspecify.annotations.NullMarked;

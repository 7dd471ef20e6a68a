/** {@link dev.gramme.acceptance.demo.Demo}: real data through the API, and every answer checked. */
@NullMarked
package dev.gramme.acceptance.demo;

import org.jspecify.annotations.NullMarked;

/**
 * What any engine must pass: {@link dev.gramme.kv.testkit.EngineContract}, extended by one test class for each engine.
 */
@NullMarked
package dev.gramme.kv.testkit;

import org.jspecify.annotations.NullMarked;

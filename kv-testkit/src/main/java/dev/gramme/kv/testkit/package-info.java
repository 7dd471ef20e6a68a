/**
 * What any engine must pass: {@link dev.gramme.kv.testkit.EngineContract}, extended by one test class for each engine.
 * And engines that fail, for tests of what lies above: {@link dev.gramme.kv.testkit.FaultyEngine} by chance,
 * {@link dev.gramme.kv.testkit.DyingEngine} at a step, for good.
 */
@NullMarked
package dev.gramme.kv.testkit;

import org.jspecify.annotations.NullMarked;

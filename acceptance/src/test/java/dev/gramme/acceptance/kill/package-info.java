/**
 * What {@code kill -9} is tested with: {@link dev.gramme.acceptance.kill.Writer}s keep
 * {@link dev.gramme.acceptance.kill.Ledger}s, an {@link dev.gramme.acceptance.kill.Auditor} compares them with the
 * server.
 */
package dev.gramme.acceptance.kill;

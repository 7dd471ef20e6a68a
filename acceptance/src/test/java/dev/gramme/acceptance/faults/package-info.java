/**
 * Faults of a cluster on this machine: {@link dev.gramme.acceptance.faults.ClusterServer}s that are killed and made to
 * stall, and {@link dev.gramme.acceptance.faults.Links} between servers and nodes that are cut.
 */
package dev.gramme.acceptance.faults;

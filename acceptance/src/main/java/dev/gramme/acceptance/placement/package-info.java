/**
 * A simulation of the design of large clusters: how partitions, lines, servers and nodes share a load, and what moves
 * when one joins or leaves. Start at {@link dev.gramme.acceptance.placement.PlacementSimulation}. Nothing of it runs in
 * a server.
 */
@NullMarked
package dev.gramme.acceptance.placement;

import org.jspecify.annotations.NullMarked;

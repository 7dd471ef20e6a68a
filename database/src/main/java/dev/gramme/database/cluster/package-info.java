/**
 * Several servers that have the same store open. One leads: it keeps the catalog and does the background work. All of
 * them answer requests for items, and are told by the leader what changes in the catalog. Start at
 * {@link dev.gramme.database.cluster.Tenure}, which says who leads, and {@link dev.gramme.database.cluster.Members},
 * which is the leader's side of what they tell each other.
 */
@NullMarked
package dev.gramme.database.cluster;

import org.jspecify.annotations.NullMarked;

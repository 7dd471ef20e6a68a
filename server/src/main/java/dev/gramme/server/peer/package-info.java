/**
 * What the servers of a cluster say to each other: calls by HTTP to a path of their own, sealed by the database, and
 * requests of clients that are passed on to the server that leads. Start at {@link dev.gramme.server.peer.PeerService}.
 */
@NullMarked
package dev.gramme.server.peer;

import org.jspecify.annotations.NullMarked;

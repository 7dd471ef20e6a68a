/**
 * Where the database's changes go outside of it: {@link dev.gramme.server.remote.Sinks} opens the sink an endpoint
 * names.
 */
@NullMarked
package dev.gramme.server.remote;

import org.jspecify.annotations.NullMarked;

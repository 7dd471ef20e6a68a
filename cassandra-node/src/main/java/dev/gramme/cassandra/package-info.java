/** Cassandra nodes on this machine, each a process of its own: {@link dev.gramme.cassandra.CassandraNode}. */
@NullMarked
package dev.gramme.cassandra;

import org.jspecify.annotations.NullMarked;

/**
 * The distributed engine: rows in Apache Cassandra. A partition of Gramme is one partition there, with a stamp that
 * every commit moves by a conditional batch; {@link dev.gramme.kv.cassandra.Line} sends those of one partition, many
 * commits at a time, and {@link dev.gramme.kv.cassandra.Crossing} commits over several. Start at
 * {@link dev.gramme.kv.cassandra.CassandraEngine}.
 */
@NullMarked
package dev.gramme.kv.cassandra;

import org.jspecify.annotations.NullMarked;

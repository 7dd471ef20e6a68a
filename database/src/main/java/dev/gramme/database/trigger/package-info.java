/**
 * Functions called with what changes: event source mappings of AWS Lambda's API, from streams of tables to functions.
 * {@link dev.gramme.database.trigger.Mappings} knows what is mapped, {@link dev.gramme.database.trigger.MappingWorker}
 * keeps a {@link dev.gramme.database.trigger.Lane} running for each part of each shard, and what is called is behind
 * {@link dev.gramme.database.trigger.Functions}.
 */
@NullMarked
package dev.gramme.database.trigger;

import org.jspecify.annotations.NullMarked;

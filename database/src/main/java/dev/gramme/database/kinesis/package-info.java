/**
 * Kinesis streaming destinations: the changes of a table, delivered to a Kinesis stream at least once and in order for
 * each item. Operations write what is wanted into the table's settings;
 * {@link dev.gramme.database.kinesis.DestinationWorker} opens and ends deliveries;
 * {@link dev.gramme.database.kinesis.DeliveryWorker} makes them through a {@link dev.gramme.database.kinesis.Sink}.
 * Start at {@link dev.gramme.database.kinesis.EnableKinesisStreamingDestination}.
 */
@NullMarked
package dev.gramme.database.kinesis;

import org.jspecify.annotations.NullMarked;

package dev.gramme.database.kinesis;

import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeFeeds;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.List;

/** The parts of Kinesis streaming destinations, put together. */
public final class KinesisFeature {
    private final List<Operation<?, ?>> operations;
    private final Worker destinations;
    private final List<Worker> lanes = new ArrayList<>();

    /** @param retentionMillis for which changes that are not delivered are kept */
    public KinesisFeature(
            KvEngine engine,
            Environment environment,
            Tables tables,
            SystemRecords records,
            ChangeFeeds feeds,
            DestinationSettings settings,
            long retentionMillis) {
        Deliveries deliveries = new Deliveries(engine, records);
        this.operations = List.of(
                new EnableKinesisStreamingDestination(tables, environment, settings),
                new DisableKinesisStreamingDestination(tables),
                new UpdateKinesisStreamingDestination(tables),
                new DescribeKinesisStreamingDestination(tables, deliveries, settings));
        this.destinations = new DestinationWorker(environment, tables, feeds, deliveries, settings);
        Sink sink = settings.sink();
        for (int lane = 0; sink != null && lane < DeliveryWorker.LANES; lane++) {
            lanes.add(new DeliveryWorker(lane, environment, feeds, deliveries, sink, settings, retentionMillis));
        }
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /** To be woken when a table is asked to change. */
    public Worker destinations() {
        return destinations;
    }

    /** The workers that deliver; none where there is nowhere to deliver to. */
    public List<Worker> lanes() {
        return List.copyOf(lanes);
    }
}

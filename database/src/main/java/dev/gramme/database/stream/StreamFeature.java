package dev.gramme.database.stream;

import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.store.Fences;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import java.util.List;

/** The parts of DynamoDB Streams, put together. */
public final class StreamFeature {
    private final Streams streams;
    private final ChangeReader reader;
    private final ShardIterators iterators;
    private final Worker worker;

    public StreamFeature(
            KvEngine engine, Environment environment, Tables tables, SystemRecords records, StreamTimes times) {
        this.streams = new Streams(tables, environment, records, new Fences(engine));
        this.reader = new ChangeReader(engine, streams);
        this.iterators = new ShardIterators(records, environment, times);
        this.worker = new ShardWorker(engine, environment, tables, streams, reader, times);
    }

    public Streams streams() {
        return streams;
    }

    public ChangeReader reader() {
        return reader;
    }

    public ChangeFeeds feeds() {
        return new ChangeFeeds(streams, reader);
    }

    public Worker worker() {
        return worker;
    }

    public List<Operation<?, ?>> operations() {
        return List.of(
                new ListStreams(streams),
                new DescribeStream(streams),
                new GetShardIterator(streams, reader, iterators),
                new GetRecords(reader, iterators));
    }
}

package dev.gramme.database.ttl;

import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.ItemWalk;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import java.util.List;

/** The parts of time to live, put together. */
public final class TimeToLiveFeature {
    private final List<Operation<?, ?>> operations;
    private final Worker worker;

    public TimeToLiveFeature(
            KvEngine engine,
            Environment environment,
            Tables tables,
            ItemStore items,
            ItemWalk walk,
            TimeToLiveTimes times) {
        this.operations = List.of(new UpdateTimeToLive(tables, environment, times), new DescribeTimeToLive(tables));
        this.worker = new ExpiryWorker(engine, environment, tables, items, walk, times);
    }

    public Worker worker() {
        return worker;
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }
}

package dev.gramme.database.trigger;

import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeReader;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import java.util.List;

/** The parts of event source mappings, put together. */
public final class TriggerFeature implements AutoCloseable {
    private final Mappings mappings;
    private final MappingWorker worker;
    private final List<Operation<?, ?>> operations;

    public TriggerFeature(
            KvEngine engine,
            Environment environment,
            SystemRecords records,
            Streams streams,
            ChangeReader reader,
            TriggerSettings settings) {
        this.mappings = new Mappings(engine, records);
        this.worker = new MappingWorker(mappings, streams, reader, environment, settings);
        MappingRules rules = new MappingRules(settings);
        this.operations = List.of(
                new CreateEventSourceMapping(mappings, rules, streams, reader, environment),
                new GetEventSourceMapping(mappings),
                new ListEventSourceMappings(mappings),
                new UpdateEventSourceMapping(mappings, rules, environment),
                new DeleteEventSourceMapping(mappings));
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public Worker worker() {
        return worker;
    }

    /** Runs something when a mapping was changed. */
    public void onChange(Runnable run) {
        mappings.onChange(() -> {
            worker.changed();
            run.run();
        });
    }

    /** Delivers nothing more, and leaves the engine alone. */
    @Override
    public void close() {
        worker.close();
    }
}

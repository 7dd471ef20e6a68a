package dev.gramme.database;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.backup.BackupFeature;
import dev.gramme.database.backup.HistoryCapture;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.identity.AccessKeys;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.index.IndexMaintenance;
import dev.gramme.database.index.IndexWorker;
import dev.gramme.database.kinesis.KinesisFeature;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.ItemWalk;
import dev.gramme.database.stream.ChangeCapture;
import dev.gramme.database.stream.StreamFeature;
import dev.gramme.database.table.Quotas;
import dev.gramme.database.table.StatisticsWorker;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.TablePlans;
import dev.gramme.database.table.Tables;
import dev.gramme.database.transact.RequestTokens;
import dev.gramme.database.trigger.TriggerFeature;
import dev.gramme.database.ttl.ExpiryMaintenance;
import dev.gramme.database.ttl.TimeToLiveFeature;
import dev.gramme.database.work.Worker;
import dev.gramme.database.work.Workers;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Violations;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB over an engine, without sockets: typed operations by {@link #call}, or JSON in and out by {@link #execute}.
 * Thread-safe; calls block until they are done. Closing it closes the engine.
 */
public final class Database implements AutoCloseable {
    private static final long TABLES_PAUSE_MILLIS = 1_000;
    private static final long TOKENS_PAUSE_MILLIS = 60_000;
    private static final long INDEXES_PAUSE_MILLIS = 1_000;
    private static final long STREAMS_PAUSE_MILLIS = 1_000;
    private static final long EXPIRY_PAUSE_MILLIS = 500;
    private static final long BACKUPS_PAUSE_MILLIS = 1_000;
    private static final long DESTINATIONS_PAUSE_MILLIS = 1_000;
    private static final long DELIVERIES_PAUSE_MILLIS = 100;
    private static final long TRIGGERS_PAUSE_MILLIS = 500;
    private static final long STATISTICS_PAUSE_MILLIS = 10_000;

    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final Workers workers;
    private final Map<String, Operation<?, ?>> operations;
    private final TriggerFeature triggers;
    private final AccessKeys accessKeys;

    public Database(KvEngine engine, Environment environment, KeyService keyService) {
        this(engine, environment, keyService, Settings.DEFAULT);
    }

    public Database(KvEngine engine, Environment environment, KeyService keyService, Settings settings) {
        Quotas quotas = settings.quotas();
        this.engine = engine;
        this.environment = environment;
        SystemRecords records = new SystemRecords(engine, environment, keyService);
        this.tables = new Tables(engine, environment, keyService, records, quotas);
        this.accessKeys = new AccessKeys(records, environment);
        CollectionLimit collections = new CollectionLimit(engine, quotas.collectionBytes());
        ItemStore items = new ItemStore(
                engine,
                environment,
                List.of(
                        new IndexMaintenance(collections),
                        new ExpiryMaintenance(),
                        new HistoryCapture(),
                        new ChangeCapture()));
        ItemWalk walk = new ItemWalk(engine, environment, items);
        StreamFeature streams = new StreamFeature(engine, environment, tables, records, settings.streamTimes());
        tables.join(streams.streams());
        TimeToLiveFeature expiry =
                new TimeToLiveFeature(engine, environment, tables, items, walk, settings.timeToLiveTimes());
        TablePlans plans = new TablePlans(tables, environment);
        BackupFeature backups = new BackupFeature(engine, environment, tables, plans, records, settings.backupTimes());
        tables.join(backups.participant());
        KinesisFeature kinesis = new KinesisFeature(
                engine,
                environment,
                tables,
                records,
                streams.feeds(),
                settings.destinations(),
                settings.streamTimes().retentionMillis());
        this.triggers = new TriggerFeature(
                engine, environment, records, streams.streams(), streams.reader(), settings.triggers());
        RequestTokens tokens = new RequestTokens(engine, environment);
        this.operations = Registry.operations(
                tables,
                items,
                collections,
                tokens,
                plans,
                environment,
                List.of(
                        streams.operations(),
                        expiry.operations(),
                        backups.operations(),
                        triggers.operations(),
                        kinesis.operations()));
        this.workers = new Workers(engine, environment);
        workers.start(tokens, TOKENS_PAUSE_MILLIS);
        tables.onChange(workers.start(new IndexWorker(tables, walk), INDEXES_PAUSE_MILLIS)::wake);
        workers.start(streams.worker(), STREAMS_PAUSE_MILLIS);
        tables.onChange(workers.start(expiry.worker(), EXPIRY_PAUSE_MILLIS)::wake);
        for (Worker worker : backups.workers()) {
            tables.onChange(workers.start(worker, BACKUPS_PAUSE_MILLIS)::wake);
        }
        triggers.onChange(workers.start(triggers.worker(), TRIGGERS_PAUSE_MILLIS)::wake);
        tables.onChange(workers.start(kinesis.destinations(), DESTINATIONS_PAUSE_MILLIS)::wake);
        kinesis.lanes().forEach(lane -> workers.start(lane, DELIVERIES_PAUSE_MILLIS));
        workers.start(tables, TABLES_PAUSE_MILLIS);
        workers.start(new StatisticsWorker(tables), STATISTICS_PAUSE_MILLIS);
    }

    /** The deadline of a call that begins now. */
    public long deadline(long nanos) {
        return environment.nanoTime() + nanos;
    }

    /** Whether an operation, named by its action, may wait for a disk's sync, a lock or a network. */
    public boolean mayBlock(String action) {
        Operation<?, ?> operation = operations.get(action);
        return operation != null && (operation.mayBlock() || engine.limits().waitsOnNetwork());
    }

    /** The access keys there are. */
    public AccessKeys accessKeys() {
        return accessKeys;
    }

    /** Refuses the action of an operation that does not exist or is not built. */
    public void requireOperation(String action) {
        operation(action);
    }

    private Operation<?, ?> operation(String action) {
        Operation<?, ?> operation = operations.get(action);
        if (operation == null) {
            throw new DynamoException(ErrorCode.UNKNOWN_OPERATION, "");
        }
        return operation;
    }

    /** Executes an operation given and answered in JSON; {@code action} as in {@code dynamodb:PutItem}. */
    public void execute(Call call, String action, byte[] request, JsonWriter answer) {
        execute(call, operation(action), request, answer);
    }

    private <Q, R> void execute(Call call, Operation<Q, R> operation, byte[] request, JsonWriter answer) {
        OperationShape<Q, R> shape = operation.shape();
        Q decoded = decode(shape, request);
        R result = checkedRun(call, operation, decoded);
        shape.answerEncoder().write(result, answer);
    }

    private static <Q, R> Q decode(OperationShape<Q, R> shape, byte[] request) {
        try {
            JsonReader reader = new JsonReader(request);
            Q decoded = shape.requestDecoder().read(reader);
            reader.end();
            return decoded;
        } catch (JsonException e) {
            String message = e.getMessage();
            throw new DynamoException(ErrorCode.SERIALIZATION, message == null ? "" : message);
        }
    }

    /** Executes an operation given and answered in its own types. */
    public <Q, R> R call(Call call, OperationShape<Q, R> shape, Q request) {
        @SuppressWarnings("unchecked") // the registry holds each operation under the action of its own shape
        Operation<Q, R> operation = (Operation<Q, R>) operation(shape.action());
        return checkedRun(call, operation, request);
    }

    private static <Q, R> R checkedRun(Call call, Operation<Q, R> operation, Q request) {
        Violations violations = operation.shape().validator().validate(request);
        if (violations != null) {
            throw DynamoException.validation(violations.message());
        }
        try {
            return operation.run(call, request);
        } catch (KvException.Conflict e) {
            throw new DynamoException(ErrorCode.SERVICE_UNAVAILABLE, "Too many writes at the same time", e);
        } catch (KvException.Unavailable e) {
            String message = e.getMessage();
            throw new DynamoException(
                    ErrorCode.SERVICE_UNAVAILABLE, message == null ? "The service is unavailable" : message, e);
        } catch (KvException.Uncertain | KvException.Corrupt e) {
            throw new DynamoException(ErrorCode.INTERNAL_SERVER, "Internal server error", e);
        }
    }

    /** Finishes background work, saves what is kept in memory, and closes the engine. */
    @Override
    public void close() {
        workers.close();
        triggers.close();
        tables.saveStatistics();
        engine.close();
    }
}

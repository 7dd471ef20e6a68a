package dev.gramme.database;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.audit.LookupEvents;
import dev.gramme.database.authorize.PolicyAuthorizer;
import dev.gramme.database.backup.BackupFeature;
import dev.gramme.database.backup.HistoryCapture;
import dev.gramme.database.crypto.KeyInaccessibleException;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.iam.IamFeature;
import dev.gramme.database.identity.AccessKeys;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.CredentialSource;
import dev.gramme.database.identity.LastUses;
import dev.gramme.database.identity.SessionTokens;
import dev.gramme.database.identity.StoredCredentials;
import dev.gramme.database.identity.StoredPolicies;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.index.IndexMaintenance;
import dev.gramme.database.index.IndexWorker;
import dev.gramme.database.kinesis.KinesisFeature;
import dev.gramme.database.kms.KmsFeature;
import dev.gramme.database.layout.DataFormat;
import dev.gramme.database.policy.PolicySource;
import dev.gramme.database.sharing.SharingFeature;
import dev.gramme.database.split.SplitWorker;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.ItemWalk;
import dev.gramme.database.stream.ChangeCapture;
import dev.gramme.database.stream.StreamFeature;
import dev.gramme.database.sts.StsFeature;
import dev.gramme.database.table.EncryptionWorker;
import dev.gramme.database.table.Quotas;
import dev.gramme.database.table.RecoveryWorker;
import dev.gramme.database.table.StatisticsWorker;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.database.table.TableGrowths;
import dev.gramme.database.table.TableLoads;
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
import java.util.function.UnaryOperator;

/**
 * DynamoDB over an engine, without sockets: typed operations by {@link #call}, or JSON in and out by {@link #execute}.
 * Thread-safe; calls block until they are done. Closing it closes the engine.
 */
public final class Database implements AutoCloseable {
    private static final long TABLES_PAUSE_MILLIS = 1_000;
    private static final long RECOVERY_PAUSE_MILLIS = 1_000;
    private static final long TOKENS_PAUSE_MILLIS = 60_000;
    private static final long SPLITS_PAUSE_MILLIS = 1_000;
    private static final long INDEXES_PAUSE_MILLIS = 1_000;
    private static final long STREAMS_PAUSE_MILLIS = 1_000;
    private static final long EXPIRY_PAUSE_MILLIS = 500;
    private static final long BACKUPS_PAUSE_MILLIS = 1_000;
    private static final long DESTINATIONS_PAUSE_MILLIS = 1_000;
    private static final long DELIVERIES_PAUSE_MILLIS = 100;
    private static final long TRIGGERS_PAUSE_MILLIS = 500;
    private static final long ENCRYPTION_PAUSE_MILLIS = 5_000;
    private static final long KEYS_PAUSE_MILLIS = 60_000;
    private static final long STATISTICS_PAUSE_MILLIS = 10_000;
    private static final long LAST_USES_PAUSE_MILLIS = 60_000;

    private final KvEngine engine;
    private final Environment environment;
    private final Part part;
    private final Refresh refresh;
    private final TableGrowths growths;
    private final TableLoads loads;
    private final RecoveryWorker recovery;
    private final Tables tables;
    private final Workers workers;
    private final Registered operations;
    private final TriggerFeature triggers;
    private final AccessKeys accessKeys;
    private final LastUses lastUses;
    private final CredentialSource credentials;
    private final Authorizer authorizer;

    public Database(KvEngine engine, Environment environment, KeyService keyService) {
        this(engine, environment, keyService, Settings.DEFAULT);
    }

    public Database(KvEngine engine, Environment environment, KeyService keyService, Settings settings) {
        this(engine, environment, keyService, settings, UnaryOperator.identity());
    }

    /** With policies of callers from elsewhere, for tests. */
    Database(
            KvEngine engine,
            Environment environment,
            KeyService keyService,
            Settings settings,
            UnaryOperator<PolicySource> otherPolicies) {
        this(engine, environment, keyService, settings, otherPolicies, Part.ALONE);
    }

    Database(
            KvEngine engine,
            Environment environment,
            KeyService keyService,
            Settings settings,
            UnaryOperator<PolicySource> otherPolicies,
            Part part) {
        this.part = part;
        Quotas quotas = settings.quotas();
        this.engine = engine;
        this.environment = environment;
        DataFormat.CURRENT.settle(engine);
        SystemRecords records = new SystemRecords(engine, environment, keyService);
        KmsFeature kms = new KmsFeature(environment, records, keyService);
        TableEncryption encryption = new TableEncryption(keyService, kms.encryptionKeys(), environment);
        this.tables = new Tables(engine, environment, encryption, records, quotas, part.others());
        this.growths = new TableGrowths(tables);
        this.loads = new TableLoads(tables);
        Accounts accounts = new Accounts(engine, records, environment);
        this.refresh = new Refresh(tables, accounts, kms);
        this.lastUses = new LastUses(records, environment);
        this.accessKeys = new AccessKeys(accounts);
        SessionTokens sessions = new SessionTokens(records);
        this.credentials = new StoredCredentials(accounts, sessions, environment);
        PolicySource policies = otherPolicies.apply(new StoredPolicies(accounts));
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
        SharingFeature sharing = new SharingFeature(tables, streams.streams(), environment);
        this.authorizer =
                new PolicyAuthorizer(policies, sharing.policies().or(kms.policies()), sharing.keyUses(), environment);
        RequestTokens tokens = new RequestTokens(engine, environment);
        this.operations = Registry.operations(
                tables,
                items,
                collections,
                tokens,
                plans,
                environment,
                authorizer,
                List.of(
                        streams.operations(),
                        expiry.operations(),
                        backups.operations(),
                        triggers.operations(),
                        kinesis.operations(),
                        sharing.operations(),
                        kms.operations(),
                        List.of(new LookupEvents(settings.events())),
                        new StsFeature(accounts, sessions, policies, settings.webIdentityKeys(), environment)
                                .operations()),
                Map.of("iam", () -> new IamFeature(accounts, lastUses).operations()));
        this.workers = new Workers(engine, environment, !part.works());
        this.recovery = new RecoveryWorker(engine, environment, tables);
        if (engine.limits().waitsOnNetwork()) {
            workers.start(recovery, RECOVERY_PAUSE_MILLIS);
        }
        workers.start(tokens, TOKENS_PAUSE_MILLIS);
        tables.onChange(workers.start(new IndexWorker(tables, walk), INDEXES_PAUSE_MILLIS)::wake);
        if (engine.limits().waitsOnNetwork() || settings.splits().onOneMachine()) {
            SplitWorker splits = new SplitWorker(
                    engine, environment, tables, streams.streams(), backups.neededForPast(), settings.splits());
            workers.start(splits, SPLITS_PAUSE_MILLIS);
        }
        workers.start(streams.worker(), STREAMS_PAUSE_MILLIS);
        tables.onChange(workers.start(expiry.worker(), EXPIRY_PAUSE_MILLIS)::wake);
        for (Worker worker : backups.workers()) {
            tables.onChange(workers.start(worker, BACKUPS_PAUSE_MILLIS)::wake);
        }
        triggers.onChange(workers.start(triggers.worker(), TRIGGERS_PAUSE_MILLIS)::wake);
        tables.onChange(workers.start(kinesis.destinations(), DESTINATIONS_PAUSE_MILLIS)::wake);
        kinesis.lanes().forEach(lane -> workers.start(lane, DELIVERIES_PAUSE_MILLIS));
        workers.start(kms.worker(), KEYS_PAUSE_MILLIS);
        workers.start(new EncryptionWorker(tables, environment), ENCRYPTION_PAUSE_MILLIS);
        workers.start(tables, TABLES_PAUSE_MILLIS);
        workers.start(new StatisticsWorker(tables), STATISTICS_PAUSE_MILLIS);
        workers.start(lastUses, LAST_USES_PAUSE_MILLIS);
    }

    /** All operations there are, by their actions. */
    Map<String, Operation<?, ?>> operations() {
        return operations.all();
    }

    /** The deadline of a call that begins now. */
    public long deadline(long nanos) {
        return environment.nanoTime() + nanos;
    }

    /** Whether an operation, named by its action, may wait for a disk's sync, a lock or a network. */
    public boolean mayBlock(String action) {
        Operation<?, ?> operation = operations.find(action);
        return operation != null && (operation.mayBlock() || engine.limits().waitsOnNetwork());
    }

    /** Whether any server of a cluster may do an operation, named by its action, or only the one that leads. */
    boolean isDoneAnywhere(String action) {
        return operation(action).isDoneAnywhere();
    }

    /** Takes over what other servers change. */
    Refresh refresh() {
        return refresh;
    }

    /** Another server is gone, and may have left something half-done. */
    void recover() {
        recovery.again();
    }

    /** What tables grow by in this process. */
    TableGrowths growths() {
        return growths;
    }

    /** What partitions are asked for in this process. */
    TableLoads loads() {
        return loads;
    }

    /** Which keys and roles are used in this process. */
    LastUses lastUses() {
        return lastUses;
    }

    /** Whether a request for an operation, named by its action, must be signed. */
    public boolean mustBeSigned(String action) {
        return operation(action).mustBeSigned();
    }

    /** What requests may be signed with. */
    public CredentialSource credentials() {
        return credentials;
    }

    /** The access keys of roots. */
    public AccessKeys accessKeys() {
        return accessKeys;
    }

    /** Refuses the action of an operation that does not exist or is not built. */
    public void requireOperation(String action) {
        operation(action);
    }

    private Operation<?, ?> operation(String action) {
        Operation<?, ?> operation = operations.find(action);
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
        shape.codec().writeAnswer(result, answer);
    }

    private static <Q, R> Q decode(OperationShape<Q, R> shape, byte[] request) {
        try {
            JsonReader reader = new JsonReader(request);
            Q decoded = shape.codec().readRequest(reader);
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

    private <Q, R> R checkedRun(Call call, Operation<Q, R> operation, Q request) {
        Violations violations = operation.shape().codec().validate(request);
        if (violations != null) {
            throw DynamoException.validation(violations.message());
        }
        if (call.caller().kind() != Caller.Kind.OPEN) {
            lastUses.note(call, operation.shape().service());
            for (Access access : operation.accesses(call, request)) {
                authorizer.require(call, access);
            }
        }
        try {
            return operation.run(call, request);
        } catch (KeyInaccessibleException e) {
            throw new DynamoException(ErrorCode.ACCESS_DENIED, e.text());
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
        if (part.works()) {
            tables.saveStatistics();
            lastUses.save();
        }
        engine.close();
    }
}

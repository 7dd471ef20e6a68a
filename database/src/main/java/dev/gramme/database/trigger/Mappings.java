package dev.gramme.database.trigger;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The mappings there are, and how far each has come in each shard of its stream. */
final class Mappings {
    private static final String UNUSED = "No records processed";

    private final KvEngine engine;
    private final SystemRecords records;
    private final Map<String, Mapping> byUuid = new ConcurrentSkipListMap<>();
    private final Map<Key, Progress> progress = new ConcurrentHashMap<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();
    /** Progress is saved by many at once, but never of a mapping that is being deleted. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile Runnable onChange = () -> {};

    Mappings(KvEngine engine, SystemRecords records) {
        this.engine = engine;
        this.records = records;
        for (byte[] record : records.all(Keyspace.MAPPING)) {
            Mapping mapping = MappingCodec.decode(record);
            byUuid.put(mapping.uuid(), mapping);
        }
        try (KvCursor cursor =
                engine.scan(SystemRows.SYSTEM, Keyspace.MAPPING_PROGRESS.rows(), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                Key key = new Key(SystemRows.SYSTEM, cursor.row());
                progress.put(key, Progress.decode(records.open(cursor.row(), cursor.value())));
            }
        }
    }

    /** Runs something whenever a mapping was changed. */
    void onChange(Runnable run) {
        onChange = run;
    }

    Collection<Mapping> all() {
        return List.copyOf(byUuid.values());
    }

    @Nullable
    Mapping find(String uuid) {
        return byUuid.get(uuid);
    }

    /** A caller's mappings, in the order of their ids. */
    List<Mapping> of(Call call) {
        return byUuid.values().stream().filter(mapping -> isOf(call, mapping)).toList();
    }

    private static boolean isOf(Call call, Mapping mapping) {
        return mapping.accountId().equals(call.accountId()) && mapping.region().equals(call.region());
    }

    /** A caller's mapping that must be there. */
    Mapping require(Call call, @Nullable String uuid) {
        Mapping mapping = uuid == null ? null : byUuid.get(uuid);
        if (mapping == null || !isOf(call, mapping)) {
            throw new DynamoException(
                    ErrorCode.LAMBDA_RESOURCE_NOT_FOUND, "The resource you requested does not exist.");
        }
        return mapping;
    }

    /** As the API shows it. */
    EventSourceMappingConfiguration shown(Mapping mapping) {
        return mapping.config().toBuilder()
                .lastProcessingResult(results.getOrDefault(mapping.uuid(), UNUSED))
                .build();
    }

    /** What came of the last call of a mapping's function. */
    void result(String uuid, String result) {
        results.put(uuid, result);
    }

    /**
     * Adds a mapping.
     *
     * @param starts where it begins in shards in which it does not begin at their first change
     */
    void add(Mapping mapping, Map<String, Progress> starts) {
        lock.writeLock().lock();
        try {
            requireNew(mapping);
            try (KvTransaction transaction = engine.begin()) {
                put(transaction, mapping);
                starts.forEach((shardId, start) -> put(transaction, progressKey(mapping.uuid(), shardId), start));
                transaction.commit();
            }
            starts.forEach((shardId, start) -> progress.put(progressKey(mapping.uuid(), shardId), start));
            byUuid.put(mapping.uuid(), mapping);
        } finally {
            lock.writeLock().unlock();
        }
        onChange.run();
    }

    private void requireNew(Mapping mapping) {
        for (Mapping other : byUuid.values()) {
            if (!other.uuid().equals(mapping.uuid())
                    && other.streamArn().equals(mapping.streamArn())
                    && other.functionArn().equals(mapping.functionArn())) {
                throw new DynamoException(
                        ErrorCode.RESOURCE_CONFLICT,
                        "The event source arn (\" " + mapping.streamArn() + " \") and function (\" "
                                + mapping.functionName() + " \") provided mapping already exists. Please update or"
                                + " delete the existing mapping with UUID " + other.uuid());
            }
        }
    }

    private void put(KvTransaction transaction, Mapping mapping) {
        Key key = SystemRows.mapping(mapping.uuid());
        transaction.put(key, records.seal(key, MappingCodec.encode(mapping)));
    }

    private void put(KvTransaction transaction, Key key, Progress reached) {
        transaction.put(key, records.seal(key, reached.encode()));
    }

    /** Changes a caller's mapping. */
    Mapping change(Call call, @Nullable String uuid, UnaryOperator<Mapping> change) {
        Mapping changed;
        lock.writeLock().lock();
        try {
            changed = change.apply(require(call, uuid));
            requireNew(changed);
            try (KvTransaction transaction = engine.begin()) {
                put(transaction, changed);
                transaction.commit();
            }
            byUuid.put(changed.uuid(), changed);
        } finally {
            lock.writeLock().unlock();
        }
        onChange.run();
        return changed;
    }

    /** Deletes a caller's mapping and what is known of its progress. */
    Mapping remove(Call call, @Nullable String uuid) {
        Mapping removed;
        lock.writeLock().lock();
        try {
            removed = require(call, uuid);
            List<Key> gone = progressKeys(removed.uuid());
            try (KvTransaction transaction = engine.begin()) {
                transaction.delete(SystemRows.mapping(removed.uuid()));
                gone.forEach(transaction::delete);
                transaction.commit();
            }
            byUuid.remove(removed.uuid());
            gone.forEach(progress::remove);
            results.remove(removed.uuid());
        } finally {
            lock.writeLock().unlock();
        }
        onChange.run();
        return removed;
    }

    private List<Key> progressKeys(String uuid) {
        return progress.keySet().stream()
                .filter(key -> SystemRows.isProgressOf(key, uuid))
                .toList();
    }

    private static Key progressKey(String uuid, String shardId) {
        return SystemRows.mappingProgress(uuid, shardId);
    }

    /** Null where nothing of the shard has been done. */
    @Nullable
    Progress progress(String uuid, String shardId) {
        return progress.get(progressKey(uuid, shardId));
    }

    /** Keeps how far a mapping has come, unless it is deleted meanwhile. */
    void save(String uuid, String shardId, Progress reached) {
        lock.readLock().lock();
        try {
            if (!byUuid.containsKey(uuid)) {
                return;
            }
            Key key = progressKey(uuid, shardId);
            try (KvTransaction transaction = engine.begin()) {
                put(transaction, key, reached);
                transaction.commit();
            }
            progress.put(key, reached);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Forgets the progress in shards that are gone. */
    void keepOnly(String uuid, Set<String> shardIds) {
        Set<Key> kept = Set.copyOf(
                shardIds.stream().map(shardId -> progressKey(uuid, shardId)).toList());
        List<Key> gone =
                progressKeys(uuid).stream().filter(key -> !kept.contains(key)).toList();
        if (gone.isEmpty()) {
            return;
        }
        try (KvTransaction transaction = engine.begin()) {
            gone.forEach(transaction::delete);
            transaction.commit();
        }
        gone.forEach(progress::remove);
    }
}

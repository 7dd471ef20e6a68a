package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tables of this database. The catalog is the truth; all tables are also kept here, ready for use, since an account
 * has a few thousand of them at most. Requests only write what they want into the catalog ({@code CREATING},
 * {@code UPDATING}, {@code DELETING}); {@link #settle} brings it about, at once in the process that was asked, or as a
 * worker after a crash.
 */
public final class Tables implements Worker {
    public static final String CREATING = "CREATING";
    public static final String UPDATING = "UPDATING";
    public static final String DELETING = "DELETING";
    public static final String ACTIVE = "ACTIVE";

    private final Catalog catalog;
    private final Map<TableName, Table> byName = new ConcurrentHashMap<>();
    /** One change of the catalog at a time in this process; between processes the engine's transactions decide. */
    private final ReentrantLock changes = new ReentrantLock();

    public Tables(KvEngine engine, Environment environment, KeyService keyService) {
        this.catalog = new Catalog(engine, environment, keyService);
        for (TableRecord record : catalog.all()) {
            ready(record);
        }
    }

    private Table ready(TableRecord record) {
        Table known = byName.get(record.id());
        Table table = known != null && known.record().partitions().equals(record.partitions())
                ? new Table(record, known.schema(), known.keys(), known.statistics())
                : new Table(
                        record,
                        KeySchemas.of(record.description()),
                        catalog.keysOf(record),
                        new TableStatistics(record.items(), record.bytes()));
        byName.put(record.id(), table);
        return table;
    }

    /** A table that items can be read from and written to. */
    public Table open(Call call, String nameOrArn) {
        Table table = find(call, nameOrArn);
        if (table == null || !isUsable(table.record().status())) {
            throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return table;
    }

    private static boolean isUsable(String status) {
        return status.equals(ACTIVE) || status.equals(UPDATING);
    }

    /** A table in whatever state. */
    public Table require(Call call, String nameOrArn) {
        Table table = find(call, nameOrArn);
        if (table == null) {
            throw notFound(TableNames.resolve(call, nameOrArn));
        }
        return table;
    }

    private @Nullable Table find(Call call, String nameOrArn) {
        return byName.get(TableNames.resolve(call, nameOrArn));
    }

    private static DynamoException notFound(TableName name) {
        return new DynamoException(
                ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name.name() + " not found");
    }

    /**
     * The names of an account's tables in a region, in order.
     *
     * @param after only names behind this one; null for all
     */
    public List<String> names(Call call, @Nullable String after, int limit) {
        ConcurrentSkipListMap<String, Boolean> names = new ConcurrentSkipListMap<>();
        for (TableName id : byName.keySet()) {
            if (id.accountId().equals(call.accountId()) && id.region().equals(call.region())) {
                names.put(id.name(), true);
            }
        }
        return (after == null ? names : names.tailMap(after, false))
                .keySet().stream().limit(limit).toList();
    }

    /**
     * Makes a table.
     *
     * @param description complete but for status; its name is checked already
     * @return the description as it stands right after: CREATING
     */
    public TableDescription create(Call call, TableDescription description) {
        changes.lock();
        try {
            TableRecord draft = new TableRecord(
                    call.accountId(),
                    call.region(),
                    new byte[0],
                    List.of(),
                    0,
                    0,
                    description.toBuilder().tableStatus(CREATING).build());
            TableRecord record = catalog.create(draft);
            if (record == null) {
                throw new DynamoException(
                        ErrorCode.RESOURCE_IN_USE, "Table already exists: " + description.tableName());
            }
            Table table = ready(record);
            settle(record);
            return table.description();
        } finally {
            changes.unlock();
        }
    }

    /**
     * Changes a table's settings.
     *
     * @param change sees the newest description; throws to refuse
     * @return the description as it stands right after: UPDATING
     */
    public TableDescription update(Call call, String nameOrArn, UnaryOperator<TableDescription> change) {
        TableRecord record = changeState(call, nameOrArn, UPDATING, change);
        return describe(record);
    }

    /** Deletes a table; returns its description as it stands right after: DELETING. */
    public TableDescription delete(Call call, String nameOrArn, UnaryOperator<TableDescription> check) {
        TableRecord record = changeState(call, nameOrArn, DELETING, check);
        return describe(record);
    }

    private static TableDescription describe(TableRecord record) {
        return record.description().toBuilder()
                .itemCount(record.items())
                .tableSizeBytes(record.bytes())
                .build();
    }

    private TableRecord changeState(
            Call call, String nameOrArn, String status, UnaryOperator<TableDescription> change) {
        TableName name = TableNames.resolve(call, nameOrArn);
        changes.lock();
        try {
            TableRecord record = catalog.change(name, before -> {
                if (!before.status().equals(ACTIVE)) {
                    throw new DynamoException(
                            ErrorCode.RESOURCE_IN_USE,
                            "Attempt to change a resource which is still in use: Table is being "
                                    + (before.status().equals(DELETING) ? "deleted" : "created") + ": " + name.name());
                }
                return counted(before.with(change.apply(before.description()))).withStatus(status);
            });
            if (record == null) {
                throw notFound(name);
            }
            ready(record);
            settle(record);
            return record;
        } finally {
            changes.unlock();
        }
    }

    private TableRecord counted(TableRecord record) {
        Table table = byName.get(record.id());
        return table == null
                ? record
                : record.withCounts(
                        table.statistics().items(), table.statistics().bytes());
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public boolean hasWork() {
        return byName.values().stream()
                .anyMatch(table -> !table.record().status().equals(ACTIVE));
    }

    @Override
    public void runSlice(Lease lease) {
        changes.lock();
        try {
            for (Table table : List.copyOf(byName.values())) {
                settle(table.record());
            }
        } finally {
            changes.unlock();
        }
    }

    private void settle(TableRecord record) {
        switch (record.status()) {
            case DELETING -> {
                catalog.drop(record);
                byName.remove(record.id());
            }
            case CREATING, UPDATING -> {
                TableRecord settled = catalog.change(record.id(), before -> before.withStatus(ACTIVE));
                if (settled != null) {
                    ready(settled);
                }
            }
            default -> {
                // Nothing is under way.
            }
        }
    }

    /** Whether some table's counts changed since they were saved last. */
    boolean hasStaleStatistics() {
        return byName.values().stream().anyMatch(Tables::isStale);
    }

    private static boolean isStale(Table table) {
        TableRecord saved = table.record();
        TableStatistics now = table.statistics();
        return saved.status().equals(ACTIVE) && (saved.items() != now.items() || saved.bytes() != now.bytes());
    }

    /** Saves the counts of tables that changed since they were saved last. */
    public void saveStatistics() {
        for (Table table : List.copyOf(byName.values())) {
            TableStatistics now = table.statistics();
            if (isStale(table)) {
                changes.lock();
                try {
                    TableRecord saved =
                            catalog.change(table.id(), before -> before.withCounts(now.items(), now.bytes()));
                    if (saved != null) {
                        ready(saved);
                    }
                } finally {
                    changes.unlock();
                }
            }
        }
    }
}

package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    /** The table's key of KMS cannot be used. */
    public static final String INACCESSIBLE = "INACCESSIBLE_ENCRYPTION_CREDENTIALS";

    static final String ARCHIVING = "ARCHIVING";
    static final String ARCHIVED = "ARCHIVED";

    private static final String TABLE_PART = ":table/";

    private final Catalog catalog;
    private final TableEncryption encryption;
    private final Environment environment;
    private final Quotas quotas;
    private final OtherServers others;
    private final Map<TableName, Table> byName = new ConcurrentHashMap<>();
    /** Those under a key of KMS, by their ARNs: each request asks, and mostly there are none. */
    private final Map<String, Table> underKms = new ConcurrentHashMap<>();
    /** One change of the catalog at a time in this process; between processes the engine's transactions decide. */
    private final ReentrantLock changes = new ReentrantLock();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<TableParticipant> participants = new CopyOnWriteArrayList<>();

    public Tables(
            KvEngine engine,
            Environment environment,
            TableEncryption encryption,
            SystemRecords records,
            Quotas quotas,
            OtherServers others) {
        this.others = others;
        this.encryption = encryption;
        this.environment = environment;
        this.quotas = quotas;
        this.catalog = new Catalog(engine, environment, encryption, records);
        for (TableRecord record : catalog.all()) {
            ready(record);
        }
    }

    private Table ready(TableRecord record) {
        Table known = byName.get(record.id());
        TableKeys keys = known == null ? encryption.keys(record) : known.keys();
        Table table = new Table(record, keys, known, others);
        byName.put(record.id(), table);
        if (TableEncryption.keyArn(record.description()) == null) {
            underKms.remove(record.id().arn());
        } else {
            underKms.put(record.id().arn(), table);
        }
        table.gate().show(record.isUsable() ? table : null);
        return table;
    }

    /** Takes over what another server made of a table: in the catalog it stands already, or is gone from it. */
    public void refresh(TableName id) {
        refresh(id, catalog.find(id));
    }

    /** The same of all tables. */
    public void refresh() {
        Map<TableName, TableRecord> now = new HashMap<>();
        catalog.all().forEach(record -> now.put(record.id(), record));
        now.forEach(this::refresh);
        List.copyOf(byName.keySet()).stream().filter(id -> !now.containsKey(id)).forEach(id -> refresh(id, null));
    }

    private void refresh(TableName id, @Nullable TableRecord record) {
        changes.lock();
        try {
            Table known = byName.get(id);
            if (known != null
                    && (record == null
                            || !record.tableId().equals(known.record().tableId()))) {
                forget(id);
                known.gate().show(null);
            }
            if (record != null) {
                Table table = ready(record);
                encryption.check(record, table.keys());
                table.takeSavedCounts();
            }
        } finally {
            changes.unlock();
        }
    }

    /** The same of those under a key of KMS. */
    public void refreshUnderKms() {
        List.copyOf(underKms.values()).forEach(table -> refresh(table.id()));
    }

    /** Whether nobody in this process acts on an older state of some table. */
    public boolean areOlderGoneHere() {
        return byName.values().stream().allMatch(table -> table.gate().isOlderGoneHere());
    }

    public Quotas quotas() {
        return quotas;
    }

    /** Tells a listener of every table that is asked to change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Lets a feature take part in the life of tables; before any table changes. */
    public void join(TableParticipant participant) {
        participants.add(participant);
    }

    /** All tables, in whatever state. */
    public List<Table> all() {
        return List.copyOf(byName.values());
    }

    /** How tables are encrypted. */
    public TableEncryption encryption() {
        return encryption;
    }

    /** A table's keys, also once the table itself is gone; locked where their key of KMS cannot be used. */
    public TableKeys keys(String tableId, byte[] wrappedKey) {
        Table table = byId(tableId);
        return table == null ? encryption.keys(wrappedKey, tableId) : table.keys();
    }

    /** Looks at the keys of KMS that tables are encrypted under; what cannot be opened by them is inaccessible. */
    void checkKeys() {
        changes.lock();
        try {
            encryption.retireGrants(all());
        } finally {
            changes.unlock();
        }
        for (Table table : all()) {
            TableRecord record = table.record();
            boolean accessible = encryption.check(record, table.keys());
            Instant now = Instant.ofEpochMilli(environment.clockMillis());
            if (accessible && record.status().equals(INACCESSIBLE)) {
                changeRecord(
                        table.id(),
                        before -> before.with(TableEncryption.inaccessibleSince(before.description(), null))
                                .withStatus(UPDATING));
            } else if (!accessible && record.isUsable()) {
                changeRecord(
                        table.id(),
                        before -> before.with(TableEncryption.inaccessibleSince(before.description(), now))
                                .withStatus(INACCESSIBLE));
            } else if (!accessible && Archival.isDue(record, now)) {
                changeRecord(table.id(), before -> Archival.isDue(before, now) ? Archival.begun(before, now) : before);
            }
        }
    }

    /** A table that items can be read from and written to. */
    public Table open(Call call, String nameOrArn) {
        Table table = find(call, nameOrArn);
        if (table == null || !table.record().isUsable()) {
            if (table != null) {
                requireKeys(table.record());
            }
            throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return table;
    }

    /** Refuses a table that is inaccessible, as its keys do. */
    private void requireKeys(TableRecord record) {
        Table table = byName.get(record.id());
        if (table != null && record.status().equals(INACCESSIBLE)) {
            table.keys().values();
        }
    }

    /** A table in whatever state. */
    public Table require(Call call, String nameOrArn) {
        Table table = find(call, nameOrArn);
        if (table == null) {
            throw notFound(TableNames.resolve(call, nameOrArn));
        }
        return table;
    }

    /** The table an ARN names, for tags. */
    Table requireArn(Call call, String arn) {
        if (!arn.startsWith("arn:")) {
            throw DynamoException.validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        Table table = find(call, arn);
        if (table == null) {
            throw new DynamoException(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: ResourcArn: " + arn + " not found");
        }
        return table;
    }

    /** Changes a table's tags. */
    void changeTags(Call call, String arn, UnaryOperator<Map<String, String>> change) {
        TableName id = requireArn(call, arn).id();
        changes.lock();
        try {
            change(id, before -> before.withTags(change.apply(before.tags())));
        } finally {
            changes.unlock();
        }
    }

    /** A table in whatever state; errors are those of backups. */
    public Table requireForBackup(Call call, String nameOrArn) {
        Table table = find(call, nameOrArn);
        if (table == null) {
            throw new DynamoException(
                    ErrorCode.TABLE_NOT_FOUND,
                    "Table not found: " + TableNames.resolve(call, nameOrArn).name());
        }
        return table;
    }

    /** A table in whatever state; null where there is none. */
    public @Nullable Table find(Call call, String nameOrArn) {
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
    public TableDescription create(
            Call call, TableDescription description, Map<String, String> tags, TableSettings settings) {
        changes.lock();
        try {
            if (names(call, null, quotas.tables()).size() >= quotas.tables()
                    && !byName.containsKey(TableNames.resolve(call, Objects.requireNonNull(description.tableName())))) {
                throw new DynamoException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "Subscriber limit exceeded: There is a limit of " + quotas.tables() + " tables per subscriber");
            }
            TableRecord draft = new TableRecord(
                    call.accountId(),
                    call.region(),
                    new byte[0],
                    List.of(),
                    0,
                    0,
                    List.of(),
                    0,
                    tags,
                    settings,
                    Moves.NONE,
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
        return changeState(call, nameOrArn, Set.of(ACTIVE), UPDATING, change);
    }

    /**
     * Changes what the catalog knows of a table, whatever is being done to it.
     *
     * @param change sees the newest record; throws to refuse
     * @return the table from now on; null where there is none any more
     */
    public @Nullable Table changeRecord(TableName id, UnaryOperator<TableRecord> change) {
        return changeRecord(id, change, transaction -> {});
    }

    /** The same, with other writes in the same transaction. */
    public @Nullable Table changeRecord(TableName id, UnaryOperator<TableRecord> change, Consumer<KvTransaction> also) {
        changes.lock();
        try {
            change(id, change, also);
            settle(id);
            listeners.forEach(Runnable::run);
            return byName.get(id);
        } finally {
            changes.unlock();
        }
    }

    /** Does something while no table is made, changed or deleted in this process. */
    public <T> T exclusively(Supplier<T> work) {
        changes.lock();
        try {
            return work.get();
        } finally {
            changes.unlock();
        }
    }

    /** The table of an id, in whatever state. */
    public @Nullable Table byId(String tableId) {
        for (Table table : byName.values()) {
            if (table.record().tableId().equals(tableId)) {
                return table;
            }
        }
        return null;
    }

    /** The table of a name, in whatever state. */
    public @Nullable Table byName(TableName name) {
        return byName.get(name);
    }

    /**
     * The table under a key of KMS that an ARN names, or one of whose indexes it names.
     *
     * @return null where there is none, or it is under the server's own key
     */
    public @Nullable Table findUnderKms(String arn) {
        if (underKms.isEmpty()) {
            return null;
        }
        int name = arn.indexOf(TABLE_PART);
        int slash = name < 0 ? -1 : arn.indexOf('/', name + TABLE_PART.length());
        return underKms.get(slash < 0 ? arn : arn.substring(0, slash));
    }

    /** Whether a name is taken. */
    public boolean exists(TableName name) {
        return byName.containsKey(name);
    }

    /** Changes a table's settings even where it is being updated, as far as the change allows it. */
    public TableDescription updateBusy(Call call, String nameOrArn, UnaryOperator<TableDescription> change) {
        return changeState(call, nameOrArn, Set.of(ACTIVE, UPDATING), UPDATING, change);
    }

    /** Deletes a table; returns its description as it stands right after: DELETING. */
    public TableDescription delete(Call call, String nameOrArn, UnaryOperator<TableDescription> check) {
        return changeState(call, nameOrArn, Set.of(ACTIVE, INACCESSIBLE, ARCHIVED), DELETING, check);
    }

    private TableDescription changeState(
            Call call, String nameOrArn, Set<String> from, String status, UnaryOperator<TableDescription> change) {
        TableName name = TableNames.resolve(call, nameOrArn);
        changes.lock();
        try {
            TableRecord record = catalog.change(name, before -> {
                if (!from.contains(before.status())) {
                    requireKeys(before);
                    throw before.inUse();
                }
                TableRecord billed = BillingModeChange.apply(before, change.apply(before.description()));
                return counted(encryption.rewrapped(before, billed)).withStatus(status);
            });
            if (record == null) {
                throw notFound(name);
            }
            TableDescription described = ready(record).description();
            settle(record);
            listeners.forEach(Runnable::run);
            return described;
        } finally {
            changes.unlock();
        }
    }

    private TableRecord counted(TableRecord record) {
        Table table = byName.get(record.id());
        return table == null ? record : table.counted(record);
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public boolean hasWork() {
        return byName.values().stream().anyMatch(this::isUnsettled);
    }

    private boolean isUnsettled(Table table) {
        return switch (table.record().status()) {
            case CREATING -> participants.stream().noneMatch(participant -> participant.holds(table));
            case UPDATING -> !IndexStates.isUnderWay(table.record().description());
            case DELETING, ARCHIVING -> table.gate().isOlderGone();
            default -> false;
        };
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
        Table table = byName.get(record.id());
        if (table == null || !isUnsettled(table)) {
            return;
        }
        switch (record.status()) {
            case CREATING -> {
                if (settled(table)) {
                    change(record.id(), before -> before.with(IndexStates.allActive(before.description())));
                }
            }
            case UPDATING -> {
                if (settled(table)) {
                    change(
                            record.id(),
                            before -> before.with(TableEncryption.settled(before.description()))
                                    .withStatus(ACTIVE));
                }
            }
            case ARCHIVING -> archive(table);
            default -> {
                Set<Keyspace> kept = EnumSet.noneOf(Keyspace.class);
                participants.forEach(participant -> kept.addAll(participant.release(table)));
                catalog.drop(record, kept);
                forget(record.id());
            }
        }
    }

    private void forget(TableName id) {
        byName.remove(id);
        underKms.remove(id.arn());
    }

    private void archive(Table table) {
        String backupArn = null;
        for (TableParticipant participant : participants) {
            String made = participant.archive(table);
            backupArn = made == null ? backupArn : made;
        }
        String kept = backupArn;
        catalog.dropIndexes(table.record());
        change(table.id(), before -> Archival.done(before, kept));
    }

    private boolean settled(Table table) {
        boolean settled = true;
        for (TableParticipant participant : participants) {
            settled &= participant.settle(table);
        }
        return settled;
    }

    private void settle(TableName id) {
        Table table = byName.get(id);
        if (table != null) {
            settle(table.record());
        }
    }

    private void change(TableName id, UnaryOperator<TableRecord> change) {
        change(id, change, transaction -> {});
    }

    private void change(TableName id, UnaryOperator<TableRecord> change, Consumer<KvTransaction> also) {
        TableRecord changed = catalog.change(id, before -> counted(change.apply(before)), also);
        if (changed != null) {
            ready(changed);
        }
    }

    /** An index that was being made has all its entries. */
    public void indexFilled(Index index) {
        changes.lock();
        try {
            change(index.table().id(), before -> before.with(IndexStates.filled(before.description(), index.name())));
            settle(index.table().id());
        } finally {
            changes.unlock();
        }
    }

    /** Deletes the entries of an index that nobody maintains any more, and then the index. */
    public void dropIndex(Index index) {
        changes.lock();
        try {
            catalog.empty(index.partitions().stream().map(TablePartition::id).toList(), Set.of());
            change(index.table().id(), before -> before.with(IndexStates.without(before.description(), index.name())));
            settle(index.table().id());
        } finally {
            changes.unlock();
        }
    }

    /** Whether some table's counts changed since they were saved last. */
    boolean hasStaleStatistics() {
        return byName.values().stream().anyMatch(Table::hasStaleCounts);
    }

    /** Saves the counts of tables that changed since they were saved last. */
    public void saveStatistics() {
        for (Table table : List.copyOf(byName.values())) {
            if (table.hasStaleCounts()) {
                changes.lock();
                try {
                    change(table.id(), before -> before);
                } finally {
                    changes.unlock();
                }
            }
        }
    }
}

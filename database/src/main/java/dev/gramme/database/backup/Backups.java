package dev.gramme.database.backup;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.store.Fences;
import dev.gramme.database.table.Leftover;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableParticipant;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.TableSettings.Recovery;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backups there are and the restores that are going on: all that needs the past of tables. Whatever changes them
 * holds off changes of tables meanwhile.
 */
final class Backups implements TableParticipant {
    /** How long a request waits for the moment of a backup to come; later the worker sees to it. */
    private static final int WAITS = 200;

    private static final long WAIT_MILLIS = 5;

    /** No client can give a backup such a name. */
    private static final String ARCHIVE_SUFFIX = "$ArchivedTableBackup";

    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final SystemRecords records;
    private final Fences fences;
    private final BackupTimes times;
    private final Map<String, Backup> byArn = new ConcurrentHashMap<>();
    private final Map<String, Restore> restores = new ConcurrentHashMap<>();

    Backups(KvEngine engine, Environment environment, Tables tables, SystemRecords records, BackupTimes times) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
        this.records = records;
        this.fences = new Fences(engine);
        this.times = times;
        for (byte[] record : records.all(Keyspace.BACKUP)) {
            Backup backup = BackupCodec.decodeBackup(record);
            byArn.put(backup.arn(), backup);
        }
        for (byte[] record : records.all(Keyspace.RESTORE)) {
            Restore restore = BackupCodec.decodeRestore(record);
            restores.put(restore.targetId(), restore);
        }
    }

    Tables tables() {
        return tables;
    }

    /** An account's backup; null where there is none. */
    @Nullable
    Backup find(Call call, String arn) {
        Backup backup = byArn.get(arn);
        return backup != null && isOf(call, backup) ? backup : null;
    }

    /** An account's backup that must be there. */
    Backup require(Call call, String arn) {
        Backup backup = find(call, arn);
        if (backup == null) {
            throw new DynamoException(ErrorCode.BACKUP_NOT_FOUND, "Backup not found: " + arn);
        }
        return backup;
    }

    /** An account's backups in a region, the oldest first. */
    List<Backup> of(Call call) {
        return byArn.values().stream()
                .filter(backup -> isOf(call, backup))
                .sorted(Comparator.comparingLong(Backup::createdMillis).thenComparing(Backup::arn))
                .toList();
    }

    private static boolean isOf(Call call, Backup backup) {
        TableRecord source = backup.past().record();
        return source.accountId().equals(call.accountId()) && source.region().equals(call.region());
    }

    List<Restore> restores() {
        return List.copyOf(restores.values());
    }

    /** Makes a backup of a table; it is available at once unless writers keep it waiting. */
    Backup create(Table table, String name) {
        String arn = tables.exclusively(() -> {
            Backup backup = draft(table.record(), name, Backup.USER, 0);
            save(backup);
            keepHistory(table);
            return backup.arn();
        });
        for (int wait = 0; wait < WAITS && !settleAll(); wait++) {
            environment.sleepMillis(WAIT_MILLIS);
        }
        return Objects.requireNonNull(byArn.get(arn));
    }

    private Backup draft(TableRecord record, String name, String type, long keptMillis) {
        long now = environment.clockMillis();
        String id = String.format(Locale.ROOT, "%014d-%08x", now, (int) environment.randomLong());
        String arn = record.description().tableArn() + "/backup/" + id;
        return new Backup(arn, name, type, now, keptMillis == 0 ? 0 : now + keptMillis, PastTable.pending(record));
    }

    private void save(Backup backup) {
        records.write(SystemRows.backup(backup.arn()), BackupCodec.encode(backup));
        byArn.put(backup.arn(), backup);
    }

    /** Whether something waits for its moment. */
    boolean isUnsettled() {
        return byArn.values().stream().anyMatch(backup -> backup.status().equals(Backup.CREATING))
                || tables.all().stream().anyMatch(Backups::isPending);
    }

    private static boolean isPending(Table table) {
        Recovery recovery = table.record().settings().recovery();
        return recovery != null && recovery.isPending() && table.record().isUsable();
    }

    /**
     * Sets the moments of backups, and of recoveries that begin, where all writers keep versions; false where some
     * wait.
     */
    boolean settleAll() {
        return tables.exclusively(() -> {
            boolean settled = true;
            for (Backup backup : List.copyOf(byArn.values())) {
                if (backup.status().equals(Backup.CREATING)) {
                    settled &= settle(backup);
                }
            }
            for (Table table : tables.all()) {
                if (isPending(table)) {
                    settled &= begin(table);
                }
            }
            return settled;
        });
    }

    private boolean settle(Backup backup) {
        Table table = tables.byId(backup.past().tableId());
        if (table != null && table.record().isUsable() && !keepsHistoryForAll(table)) {
            return false;
        }
        TableRecord record = table == null
                ? backup.past().record()
                : table.record()
                        .withCounts(
                                table.statistics().items(), table.statistics().bytes());
        save(backup.with(PastTable.at(record, fence(record))));
        return true;
    }

    /** Whether all writers keep versions. Where a crash came before the table was told to, it is told now. */
    private boolean keepsHistoryForAll(Table table) {
        Table keeping = table.record().settings().keepsHistory() ? table : keepHistory(table);
        return keeping != null && keeping.gate().isOlderGone();
    }

    private @Nullable Table keepHistory(Table table) {
        return tables.changeRecord(
                table.id(), before -> before.withSettings(before.settings().withHistory(true)));
    }

    private boolean begin(Table table) {
        if (!table.gate().isOlderGone()) {
            return false;
        }
        long since = CommitClock.millisOf(fence(table.record()).values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow())
                + 1;
        tables.changeRecord(table.id(), before -> {
            Recovery recovery = before.settings().recovery();
            return recovery == null || !recovery.isPending()
                    ? before
                    : before.withSettings(before.settings().withRecovery(new Recovery(recovery.days(), since)));
        });
        return true;
    }

    /** For each partition a stamp that parts what was committed until now from what comes. */
    private Map<PartitionId, Long> fence(TableRecord record) {
        return fences.set(record.partitions().stream().map(TablePartition::id).toList());
    }

    /** The table as it is now. */
    PastTable now(TableRecord record) {
        return PastTable.at(record, fence(record));
    }

    /** Switches point-in-time recovery on, changes its period, or switches it off. */
    void recovery(Table table, @Nullable Integer days) {
        tables.changeRecord(table.id(), before -> {
            Recovery known = before.settings().recovery();
            Recovery wanted =
                    days == null ? null : new Recovery(days, known == null ? Recovery.PENDING : known.sinceMillis());
            return before.withSettings(before.settings()
                    .withRecovery(wanted)
                    .withHistory(days != null || before.settings().keepsHistory()));
        });
        for (int wait = 0; wait < WAITS && !settleAll(); wait++) {
            environment.sleepMillis(WAIT_MILLIS);
        }
    }

    /** Notes down a restore; from now on the table being made stays as it is until it is done. */
    void begin(Restore restore) {
        records.write(SystemRows.restore(restore.targetId()), BackupCodec.encode(restore));
        restores.put(restore.targetId(), restore);
    }

    /** A restore is done, or its table is gone. */
    void end(Restore restore, Runnable lastStep) {
        tables.exclusively(() -> {
            restores.remove(restore.targetId());
            lastStep.run();
            records.delete(SystemRows.restore(restore.targetId()));
            forgetTable(restore.past());
            return null;
        });
    }

    boolean isBeingRestored(String backupArn) {
        return restores.values().stream()
                .anyMatch(restore -> restore.backupArn().equals(backupArn));
    }

    /** Deletes a backup, and what only it kept of a table that is gone. */
    void delete(Backup backup) {
        tables.exclusively(() -> {
            byArn.remove(backup.arn());
            records.delete(SystemRows.backup(backup.arn()));
            forgetTable(backup.past());
            return null;
        });
    }

    private void forgetTable(PastTable past) {
        if (tables.byId(past.tableId()) == null) {
            deleteUnpinned(past.record());
        }
    }

    /** Deletes what is kept of a table that is gone in partitions that no moment is read from. */
    private void deleteUnpinned(TableRecord record) {
        List<PastTable> pins = pins(record.tableId()).toList();
        for (TablePartition partition : record.partitions()) {
            if (pins.stream().noneMatch(past -> past.isIn(partition.id()))) {
                try (KvTransaction transaction = engine.begin()) {
                    transaction.deleteRange(partition.id(), Keyspace.ITEM.rows());
                    transaction.deleteRange(partition.id(), Keyspace.HISTORY.rows());
                    transaction.commit();
                }
            }
        }
    }

    /** Whether a moment that is to be readable lies before a split, so that what the split left is still read. */
    boolean needs(Table table, Leftover leftover) {
        if (leftover.split().indexId() != 0) {
            return false;
        }
        Recovery recovery = table.record().settings().recovery();
        if (recovery != null && !recovery.isPending()) {
            long first = Math.max(
                    recovery.sinceMillis(),
                    environment.clockMillis() - Duration.ofDays(recovery.days()).toMillis());
            if (leftover.sinceMillis() >= first) {
                return true;
            }
        }
        return pins(table.record().tableId())
                .anyMatch(past -> !past.isIn(leftover.split().child()));
    }

    /** Deletes backups whose time is over. */
    void expire() {
        for (Backup backup : List.copyOf(byArn.values())) {
            if (isOver(backup) && !isBeingRestored(backup.arn())) {
                delete(backup);
            }
        }
    }

    boolean someExpire() {
        return byArn.values().stream().anyMatch(this::isOver);
    }

    private boolean isOver(Backup backup) {
        return backup.expiryMillis() != 0 && backup.expiryMillis() <= environment.clockMillis();
    }

    /** The moments of a table that are to be readable. */
    Stream<PastTable> pins(String tableId) {
        return Stream.concat(
                        byArn.values().stream().map(Backup::past),
                        restores.values().stream().map(Restore::past))
                .filter(past -> past.tableId().equals(tableId));
    }

    @Override
    public boolean settle(Table table) {
        return !holds(table);
    }

    @Override
    public boolean holds(Table table) {
        return restores.containsKey(table.record().tableId());
    }

    @Override
    public String archive(Table table) {
        TableRecord record = table.record();
        String name = record.name() + ARCHIVE_SUFFIX;
        for (Backup backup : byArn.values()) {
            if (backup.past().tableId().equals(record.tableId())
                    && backup.name().equals(name)) {
                return backup.arn(); // made before a crash
            }
        }
        Backup backup = draft(record, name, Backup.USER, 0);
        save(backup);
        settle(backup);
        return backup.arn();
    }

    /** Nobody writes any more, so this is the moment of all that waits for one. */
    @Override
    public Set<Keyspace> release(Table table) {
        TableRecord record = table.record();
        Recovery recovery = record.settings().recovery();
        boolean hasSystem = byArn.values().stream()
                .anyMatch(backup -> backup.type().equals(Backup.SYSTEM)
                        && backup.past().tableId().equals(record.tableId()));
        boolean archived = record.description().archivalSummary() != null; // there is a backup of that already
        if (recovery != null && !recovery.isPending() && !hasSystem && !archived) {
            save(draft(record, record.name() + "$DeletedTableBackup", Backup.SYSTEM, times.systemMillis()));
        }
        for (Backup backup : List.copyOf(byArn.values())) {
            if (backup.past().tableId().equals(record.tableId())
                    && backup.status().equals(Backup.CREATING)) {
                settle(backup);
            }
        }
        deleteUnpinned(record);
        return pins(record.tableId()).findAny().isPresent()
                ? EnumSet.of(Keyspace.ITEM, Keyspace.HISTORY, Keyspace.FENCE)
                : Set.of();
    }
}

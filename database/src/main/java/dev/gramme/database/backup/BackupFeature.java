package dev.gramme.database.backup;

import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.Leftover;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableParticipant;
import dev.gramme.database.table.TablePlans;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import java.util.List;
import java.util.function.BiPredicate;

/** The parts of backups and point-in-time recovery, put together. */
public final class BackupFeature {
    private final Backups backups;
    private final List<Operation<?, ?>> operations;
    private final List<Worker> workers;

    public BackupFeature(
            KvEngine engine,
            Environment environment,
            Tables tables,
            TablePlans plans,
            SystemRecords records,
            BackupTimes times) {
        this.backups = new Backups(engine, environment, tables, records, times);
        Recoveries recoveries = new Recoveries(environment);
        RestoredTables restored = new RestoredTables(backups, plans);
        this.operations = List.of(
                new CreateBackup(backups),
                new DescribeBackup(backups),
                new ListBackups(backups),
                new DeleteBackup(backups),
                new RestoreTableFromBackup(backups, restored),
                new UpdateContinuousBackups(backups, recoveries),
                new DescribeContinuousBackups(tables, recoveries),
                new RestoreTableToPointInTime(backups, restored, recoveries));
        this.workers = List.of(
                new HistoryWorker(engine, environment, tables, backups, times),
                new RestoreWorker(engine, tables, backups, new PastReader(engine)));
    }

    public TableParticipant participant() {
        return backups;
    }

    /** Whether what a split left may still be read, as the table was before. */
    public BiPredicate<Table, Leftover> neededForPast() {
        return backups::needs;
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public List<Worker> workers() {
        return workers;
    }
}

package dev.gramme.database.table;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends what processes that are gone may have left half-done, partition by partition: once after the start, and again
 * when a server of the cluster is gone.
 */
public final class RecoveryWorker implements Worker {
    private static final int PARTITIONS_AT_A_TIME = 100;
    private static final long CONFLICT_PAUSE_MILLIS = 200;

    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    /** Used by one thread. */
    private final Deque<PartitionId> left = new ArrayDeque<>();

    private volatile boolean asked = true;
    private volatile boolean done;

    public RecoveryWorker(KvEngine engine, Environment environment, Tables tables) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
    }

    /** Some process is gone that may have left something. */
    public void again() {
        asked = true;
    }

    private void begin() {
        asked = false;
        left.clear();
        left.add(SystemRows.SYSTEM);
        left.add(SystemRows.TENURE);
        left.addAll(SystemRows.tokenPartitions());
        for (Table table : tables.all()) {
            left.addAll(table.record().ownPartitions());
            left.addAll(table.record().indexPartitions());
        }
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public boolean hasWork() {
        return asked || !done;
    }

    @Override
    public void runSlice(Lease lease) {
        if (asked) {
            begin();
        }
        for (int count = 0; count < PARTITIONS_AT_A_TIME && !left.isEmpty(); count++) {
            PartitionId partition = left.getFirst();
            try {
                engine.recover(partition);
                left.removeFirst();
            } catch (KvException.Conflict e) {
                // what is too young to be given up comes last
                left.addLast(left.removeFirst());
                environment.sleepMillis(CONFLICT_PAUSE_MILLIS);
            }
        }
        done = left.isEmpty();
    }
}

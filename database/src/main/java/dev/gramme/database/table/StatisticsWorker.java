package dev.gramme.database.table;

import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;

/** Saves tables' counts now and then. */
public final class StatisticsWorker implements Worker {
    private final Tables tables;

    public StatisticsWorker(Tables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "table-statistics";
    }

    @Override
    public boolean hasWork() {
        return tables.hasStaleStatistics();
    }

    @Override
    public void runSlice(Lease lease) {
        tables.saveStatistics();
    }
}

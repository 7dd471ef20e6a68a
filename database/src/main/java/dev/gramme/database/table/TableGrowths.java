package dev.gramme.database.table;

import java.util.ArrayList;
import java.util.List;

/** Takes what tables grew by where nobody saves it, and adds it where somebody does. */
public final class TableGrowths {
    private final Tables tables;

    public TableGrowths(Tables tables) {
        this.tables = tables;
    }

    /** What all tables grew by since this was asked last. One caller at a time. */
    public List<TableGrowth> take() {
        List<TableGrowth> grown = new ArrayList<>();
        for (Table table : tables.all()) {
            String id = table.record().tableId();
            take(id, 0, table.statistics(), grown);
            table.indexes().forEach(index -> take(id, index.id(), index.statistics(), grown));
        }
        return grown;
    }

    private static void take(String tableId, int indexId, TableStatistics statistics, List<TableGrowth> grown) {
        TableStatistics.Counts more = statistics.takeGrowth();
        if (more.items() != 0 || more.bytes() != 0) {
            grown.add(new TableGrowth(tableId, indexId, more.items(), more.bytes()));
        }
    }

    /** Adds what tables grew by elsewhere; of tables that are gone, nothing. */
    public void add(List<TableGrowth> grown) {
        for (TableGrowth growth : grown) {
            Table table = tables.byId(growth.tableId());
            if (table == null) {
                continue;
            }
            if (growth.indexId() == 0) {
                table.statistics().add(growth.items(), growth.bytes());
            }
            for (Index index : table.indexes()) {
                if (index.id() == growth.indexId()) {
                    index.statistics().add(growth.items(), growth.bytes());
                }
            }
        }
    }
}

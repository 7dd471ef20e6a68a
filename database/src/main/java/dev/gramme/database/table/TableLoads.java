package dev.gramme.database.table;

import java.util.ArrayList;
import java.util.List;

/** Takes what partitions are asked for where nobody looks at it, and adds it where somebody does. */
public final class TableLoads {
    /** So little is not worth telling yet. */
    private static final long LEAST_UNITS = 100;

    private final Tables tables;

    public TableLoads(Tables tables) {
        this.tables = tables;
    }

    /** What partitions were asked for since this was asked last, if it is worth telling. */
    public List<PartitionLoad> take() {
        List<PartitionLoad> loads = new ArrayList<>();
        for (Table table : tables.all()) {
            loads.addAll(table.loads().take(table.record().tableId(), LEAST_UNITS));
        }
        return loads;
    }

    /** Adds what partitions were asked for elsewhere; of those that are gone, nothing. */
    public void add(List<PartitionLoad> loads) {
        for (PartitionLoad load : loads) {
            Table table = tables.byId(load.tableId());
            if (table != null) {
                table.loads().add(load);
            }
        }
    }
}

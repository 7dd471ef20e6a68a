package dev.gramme.database.index;

import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a write costs in a table's indexes: nothing where the entry stays as it is, one write where it is put, changed
 * or removed, two where it moves (source: "Global secondary indexes: write capacity units").
 */
public final class IndexUnits {
    private IndexUnits() {}

    public static void add(Consumption used, Table table, @Nullable Item before, @Nullable Item after) {
        for (Index index : table.indexes()) {
            EntryChange entry = EntryChange.of(index, before, after);
            if (!index.isMaintained() || entry.isNothing()) {
                continue;
            }
            double units = entry.moved()
                    ? Units.write(entry.beforeBytes(), 0) + Units.write(0, entry.afterBytes())
                    : Units.write(entry.beforeBytes(), entry.afterBytes());
            if (index.isGlobal()) {
                used.addGlobalIndex(index.name(), units);
            } else {
                used.addLocalIndex(index.name(), units);
            }
        }
    }
}

package dev.gramme.database.store;

import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableGate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes for all tables that a group of writes goes to. */
final class Passes implements AutoCloseable {
    private final Map<TableGate, TableGate.Pass> byGate = new HashMap<>();

    Passes(List<ItemStore.Write> writes) {
        try {
            for (ItemStore.Write write : writes) {
                byGate.computeIfAbsent(write.table().gate(), TableGate::enter);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The table a write goes to, as it is now. */
    Table table(ItemStore.Write write) {
        TableGate.Pass pass = byGate.get(write.table().gate());
        return pass == null ? write.table() : pass.table();
    }

    @Override
    public void close() {
        byGate.values().forEach(TableGate.Pass::close);
    }
}

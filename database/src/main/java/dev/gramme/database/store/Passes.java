package dev.gramme.database.store;

import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableGate;
import java.util.ArrayList;
import java.util.Collection;
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

    /** The writes to the tables as they are now. */
    List<ItemStore.Write> placed(List<ItemStore.Write> writes) {
        List<ItemStore.Write> placed = new ArrayList<>(writes.size());
        for (ItemStore.Write write : writes) {
            TableGate.Pass pass = byGate.get(write.table().gate());
            placed.add(pass == null ? write : write.to(pass.table()));
        }
        return placed;
    }

    /** The tables as they are now. */
    Collection<Table> tables() {
        return byGate.values().stream().map(TableGate.Pass::table).toList();
    }

    @Override
    public void close() {
        byGate.values().forEach(TableGate.Pass::close);
    }
}

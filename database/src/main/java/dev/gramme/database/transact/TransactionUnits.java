package dev.gramme.database.transact;

import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.index.IndexUnits;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.ReadMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What transactions cost: twice what the same reads and writes of the table cost outside of one. */
public final class TransactionUnits {
    private TransactionUnits() {}

    public static Collection<Consumption> of(Transaction.Done done) {
        Map<String, Consumption> byTable = new LinkedHashMap<>();
        for (int at = 0; at < done.writes().size(); at++) {
            Table table = done.writes().get(at).table();
            Outcome outcome = done.outcomes().get(at);
            Consumption used =
                    byTable.computeIfAbsent(table.name(), name -> new Consumption(name, Consumption.Kind.WRITE));
            used.addTable(2 * Units.write(outcome.beforeBytes(), outcome.afterBytes()));
            if (outcome.changed()) {
                IndexUnits.add(used, table, outcome.beforeItem(), outcome.after());
            }
        }
        return byTable.values();
    }

    /** A request that had been done before costs reading its items. */
    public static Collection<Consumption> ofReplay(ItemStore items, List<ItemStore.Write> writes) {
        List<ItemStore.Read> reads = writes.stream()
                .map(write -> new ItemStore.Read(write.table(), write.key()))
                .toList();
        return ofReads(reads, items.getAll(reads, ReadMode.STRONG));
    }

    /** What reads of one moment cost. */
    public static Collection<Consumption> ofReads(List<ItemStore.Read> reads, List<@Nullable Item> found) {
        Map<String, Consumption> byTable = new LinkedHashMap<>();
        for (int at = 0; at < reads.size(); at++) {
            Item item = found.get(at);
            byTable.computeIfAbsent(reads.get(at).table().name(), name -> new Consumption(name, Consumption.Kind.READ))
                    .addTable(2 * Units.read(item == null ? 0 : item.sizeBytes(), true));
        }
        return byTable.values();
    }
}

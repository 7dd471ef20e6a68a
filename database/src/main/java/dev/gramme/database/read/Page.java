package dev.gramme.database.read;

import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a page that was read: whole items in place of entries, and what it cost. */
record Page(@Nullable List<Item> items, Consumption used) {
    /**
     * Takes a page as it was read.
     *
     * @param fetched whether the entries read are to be replaced by whole items of the table
     * @param projection applied to whole items only
     */
    static Page of(
            ItemStore store,
            ItemSource source,
            PageReader reader,
            boolean fetched,
            @Nullable Projection projection,
            boolean consistent) {
        Table table = source.table();
        Consumption used = new Consumption(table.name());
        double units = Units.read(reader.bytes(), consistent);
        if (!(source instanceof Index index)) {
            return new Page(reader.items(), used.addTable(units));
        }
        if (index.isGlobal()) {
            used.addGlobalIndex(index.name(), units);
        } else {
            used.addLocalIndex(index.name(), units);
        }
        List<Item> entries = reader.items();
        if (!fetched || entries == null) {
            return new Page(entries, used);
        }
        return new Page(whole(store, table, entries, projection, consistent, used), used);
    }

    /** Each whole item is a read of its own, rounded on its own. */
    private static List<Item> whole(
            ItemStore store,
            Table table,
            List<Item> entries,
            @Nullable Projection projection,
            boolean consistent,
            Consumption used) {
        List<ItemStore.Read> reads = new ArrayList<>(entries.size());
        for (Item entry : entries) {
            reads.add(new ItemStore.Read(table, table.keyOfItem(entry)));
        }
        List<Item> items = new ArrayList<>(entries.size());
        for (Item item : store.getAll(reads, consistent ? ReadMode.STRONG : ReadMode.EVENTUAL)) {
            if (item != null) {
                used.addTable(Units.read(item.sizeBytes(), consistent));
                items.add(projection == null ? item : projection.project(item));
            }
        }
        return items;
    }
}

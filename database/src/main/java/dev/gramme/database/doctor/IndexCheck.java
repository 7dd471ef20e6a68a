package dev.gramme.database.doctor;

import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.ReadMode;
import org.jspecify.annotations.Nullable;

/** Items against the entries of indexes, in both directions. */
final class IndexCheck {
    /** Opens under no key. */
    private static final Bytes UNREADABLE = Bytes.of(new byte[4]);

    private final KvEngine engine;
    private final Table table;
    private final StoredRows rows;

    IndexCheck(KvEngine engine, Table table, StoredRows rows) {
        this.engine = engine;
        this.table = table;
        this.rows = rows;
    }

    /** The index an entry's row is of; null where the table has none of that number. */
    @Nullable
    Index find(Bytes row) {
        for (Index index : table.indexes()) {
            if (index.space().all().contains(row)) {
                return index;
            }
        }
        return null;
    }

    /** Each index has the entry that an item asks for. An entry that does not open is told where it lies. */
    void ofItem(ItemKey key, Item item) {
        for (Index index : table.indexes()) {
            if (!index.isComplete() || !index.holds(item)) {
                continue;
            }
            Key place = index.entryKey(key, item);
            Bytes stored = read(place);
            if (stored == null) {
                rows.fault(
                        key.location().partition(),
                        key.location().row(),
                        "the item's entry in index " + index.name() + " is missing");
                continue;
            }
            Item entry = rows.open(place.partition(), place.row(), stored, null);
            if (entry != null && !entry.equals(index.project(item))) {
                rows.fault(
                        place.partition(),
                        place.row(),
                        "an entry of index " + index.name() + " that differs from its item");
            }
        }
    }

    /** An entry is one that its item asks for. An item that does not open is told where it lies. */
    void ofEntry(Index index, ItemKey key, Key place) {
        if (!index.isComplete()) {
            return;
        }
        Bytes stored = read(key.location());
        if (stored == null) {
            rows.fault(place.partition(), place.row(), "an entry of index " + index.name() + " without an item");
            return;
        }
        Item item = rows.open(key.location().partition(), key.location().row(), stored, null);
        if (item != null && (!index.holds(item) || !index.entryKey(key, item).equals(place))) {
            rows.fault(
                    place.partition(),
                    place.row(),
                    "an entry of index " + index.name() + " that its item does not ask for");
        }
    }

    /** What cannot be read is told by the walk that comes past it; here it counts as something that does not open. */
    private @Nullable Bytes read(Key key) {
        try {
            return engine.get(key, ReadMode.STRONG);
        } catch (KvException.Corrupt e) {
            return UNREADABLE;
        }
    }
}

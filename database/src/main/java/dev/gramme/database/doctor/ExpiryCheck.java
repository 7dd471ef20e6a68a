package dev.gramme.database.doctor;

import dev.gramme.database.layout.ExpiryRows;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.database.ttl.Expiry;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import org.jspecify.annotations.Nullable;

/** Items against the rows that tell when they expire, in both directions. */
final class ExpiryCheck {
    private final KvEngine engine;
    private final Table table;
    private final StoredRows rows;
    private final @Nullable TimeToLive timeToLive;

    ExpiryCheck(KvEngine engine, Table table, StoredRows rows) {
        this.engine = engine;
        this.table = table;
        this.rows = rows;
        this.timeToLive = table.record().settings().timeToLive();
    }

    private boolean is(String status) {
        return timeToLive != null && timeToLive.status().equals(status);
    }

    /** While time to live is being enabled, items have no rows yet. */
    void ofItem(ItemKey key, Item item) {
        if (timeToLive == null || !is(TimeToLive.ENABLED)) {
            return;
        }
        Long second = Expiry.second(item, timeToLive.attribute());
        try {
            if (second != null && engine.get(Expiry.row(table, key, second), ReadMode.STRONG) == null) {
                fault(key.location(), "the row of the item's time of expiry is missing");
            }
        } catch (KvException.Corrupt e) {
            fault(key.location(), "the row of the item's time of expiry cannot be read");
        }
    }

    private void fault(Key key, String what) {
        rows.fault(key.partition(), key.row(), what);
    }

    /** While time to live is being disabled, rows are on their way out. */
    void row(PartitionId partition, Bytes row, Bytes value) {
        if (is(TimeToLive.DISABLING)) {
            return;
        }
        Key location = new Key(partition, ExpiryRows.itemRow(row));
        if (timeToLive == null || !timeToLive.isKept()) {
            rows.fault(partition, row, "a time of expiry in a table where nothing expires");
            return;
        }
        Bytes stored;
        try {
            stored = engine.get(location, ReadMode.STRONG);
        } catch (KvException.Corrupt e) {
            return; // told by the walk along the items
        }
        if (stored == null) {
            rows.fault(partition, row, "a time of expiry without an item");
            return;
        }
        Item item = rows.open(partition, location.row(), stored, null);
        if (item == null) {
            return;
        }
        Long second = Expiry.second(item, timeToLive.attribute());
        ItemKey key = table.keyOfItem(item);
        if (second == null
                || value.length() != 0
                || !Expiry.row(table, key, second).row().equals(row)) {
            rows.fault(partition, row, "a time of expiry that is not the item's");
        }
    }
}

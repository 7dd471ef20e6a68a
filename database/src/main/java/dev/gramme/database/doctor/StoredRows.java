package dev.gramme.database.doctor;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.ChangeRows;
import dev.gramme.database.layout.ChangeValue;
import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import org.jspecify.annotations.Nullable;

/** Opens rows of one table, each for itself. */
final class StoredRows {
    private static final String DAMAGED = "does not open: it is damaged, or was put there by somebody else";

    private final String owner;
    private final TableKeys keys;
    private final Findings findings;

    StoredRows(String owner, TableKeys keys, Findings findings) {
        this.owner = owner;
        this.keys = keys;
        this.findings = findings;
    }

    void fault(PartitionId partition, Bytes row, String what) {
        findings.fault(Findings.place(owner, partition, row), what);
    }

    /** An item or an entry; null where it does not open, which is told unless a name for it is missing. */
    @Nullable
    Item open(PartitionId partition, Bytes row, Bytes value, @Nullable String name) {
        try {
            return SealedItem.open(keys, row, value);
        } catch (KvException.Corrupt e) {
            if (name != null) {
                fault(partition, row, name + " " + DAMAGED);
            }
            return null;
        }
    }

    void version(PartitionId partition, Bytes row, Bytes value) {
        findings.count("earlier versions", 1);
        if (value.length() != 0 && !opens(HistoryRows.itemRow(row), value)) {
            fault(partition, row, "an earlier version " + DAMAGED);
        }
    }

    void change(PartitionId partition, Bytes row, Bytes value) {
        findings.count("changes", 1);
        ChangeValue change;
        try {
            change = ChangeValue.decode(value);
        } catch (KvException.Corrupt e) {
            fault(partition, row, "a change cannot be read");
            return;
        }
        Bytes itemRow = ChangeRows.itemRow(row);
        Bytes before = change.before();
        Bytes after = change.after();
        if ((before != null && !opens(itemRow, before)) || (after != null && !opens(itemRow, after))) {
            fault(partition, row, "a change " + DAMAGED);
        } else if (!isWhole(change)) {
            fault(partition, row, "a change holds other images than its kind has");
        }
    }

    private static boolean isWhole(ChangeValue change) {
        return switch (change.kind()) {
            case ChangeValue.INSERT -> change.before() == null && change.after() != null;
            case ChangeValue.REMOVE -> change.before() != null && change.after() == null;
            case ChangeValue.MODIFY -> change.before() != null || change.after() != null;
            default -> false;
        };
    }

    private boolean opens(Bytes itemRow, Bytes stored) {
        try {
            SealedItem.open(keys, itemRow, stored);
            return true;
        } catch (KvException.Corrupt e) {
            return false;
        }
    }
}

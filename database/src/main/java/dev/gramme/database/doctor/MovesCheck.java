package dev.gramme.database.doctor;

import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.table.Leftover;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;

/** Rows that are on their way from one partition to another, or were left behind. */
final class MovesCheck {
    private final KvEngine engine;
    private final Table table;
    private final StoredRows rows;
    private final Findings findings;

    MovesCheck(KvEngine engine, Table table, StoredRows rows, Findings findings) {
        this.engine = engine;
        this.table = table;
        this.rows = rows;
        this.findings = findings;
    }

    /** Whether a split left a row, which nobody reads any more. */
    boolean isLeft(PartitionId partition, Bytes row, int indexId) {
        for (Leftover leftover : table.record().moves().leftovers()) {
            if (leftover.split().indexId() == indexId && leftover.split().moves(partition, row)) {
                return true;
            }
        }
        return false;
    }

    /** What has been copied is what is there. */
    void ofChild(Split split, Bytes row, Bytes value) {
        Keyspace kind = Keyspace.of(row);
        if (kind == Keyspace.FENCE || kind == Keyspace.SPLIT || Keyspace.isMarker(row)) {
            return;
        }
        findings.count("rows being moved", 1);
        try {
            Bytes there = engine.get(new Key(split.parent(), row), ReadMode.STRONG);
            if (there == null || !there.equals(value) || !split.moves(split.parent(), row)) {
                rows.fault(split.child(), row, "a row being moved that is not the one in the old partition");
            }
        } catch (KvException.Corrupt e) {
            return; // told by the walk along the old partition
        }
    }
}

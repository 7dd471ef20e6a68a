package dev.gramme.database.doctor;

import dev.gramme.database.layout.Keyspace;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import java.nio.BufferUnderflowException;
import java.util.Set;

/** What is left of a table that is gone, for its streams and backups: each row opens. */
final class RemainsCheck {
    private final PartitionWalk walk;
    private final Findings findings;
    private final String owner;
    private final StoredRows rows;

    RemainsCheck(KvEngine engine, Findings findings, String owner, StoredRows rows) {
        this.walk = new PartitionWalk(engine, findings);
        this.findings = findings;
        this.owner = owner;
        this.rows = rows;
    }

    void run(Set<PartitionId> partitions) {
        for (PartitionId partition : partitions) {
            findings.count("partitions", 1);
            walk.all(owner, partition, (row, value) -> row(partition, row, value));
        }
    }

    private void row(PartitionId partition, Bytes row, Bytes value) {
        Keyspace kind = Keyspace.of(row);
        if (kind == Keyspace.FENCE || Keyspace.isMarker(row)) {
            return;
        }
        try {
            if (kind == Keyspace.ITEM) {
                findings.count("items of tables that are gone", 1);
                rows.open(partition, row, value, "an item");
            } else if (kind == Keyspace.HISTORY) {
                rows.version(partition, row, value);
            } else if (kind == Keyspace.CHANGE) {
                rows.change(partition, row, value);
            } else {
                rows.fault(partition, row, "a row that should be gone with its table");
            }
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | BufferUnderflowException e) {
            rows.fault(partition, row, "the row is too short");
        }
    }
}

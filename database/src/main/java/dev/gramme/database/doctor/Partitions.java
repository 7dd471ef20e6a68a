package dev.gramme.database.doctor;

import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.TablePartition;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which partition is of which table or index: each of one, and those of one cover all hashes once. */
final class Partitions {
    private static final String SEQUENCE = "partition";

    private final KvEngine engine;
    private final Findings findings;
    private final Map<PartitionId, String> owners = new HashMap<>();
    private final long last;

    Partitions(KvEngine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
        this.last = last();
    }

    private long last() {
        try {
            Bytes stored = engine.get(SystemRows.sequence(SEQUENCE), ReadMode.STRONG);
            if (stored == null) {
                return 0;
            }
            if (stored.length() == Long.BYTES) {
                return ByteBuffer.wrap(stored.array()).getLong();
            }
        } catch (KvException.Corrupt e) {
            // Told like a number that makes no sense.
        }
        findings.fault(SystemCheck.OWNER, "the number of partitions given out cannot be read");
        return 0;
    }

    /** Notes down whose partitions these are. */
    void take(String owner, List<TablePartition> partitions) {
        long next = -1;
        for (TablePartition partition : partitions) {
            long from = partition.fromHash32();
            if (next < 0 ? from != 0 : from <= next || from >= RowSpace.HASHES) {
                findings.fault(owner, "its partitions do not cover all hashes once");
            }
            next = from;
            take(owner, partition.id());
        }
        if (partitions.isEmpty()) {
            findings.fault(owner, "it has no partitions");
        }
    }

    private void take(String owner, PartitionId partition) {
        String other = owners.putIfAbsent(partition, owner);
        if (other != null) {
            findings.fault(owner, "partition " + partition.number() + " is also of " + other);
        }
        if (partition.number() < 1 || partition.number() > last) {
            findings.fault(owner, "partition " + partition.number() + " was never given out");
        }
    }

    /** The same for a partition that may be shared with others of the same table. */
    void takeShared(String owner, PartitionId partition) {
        if (!owners.containsKey(partition)) {
            take(owner, partition);
        }
    }

    boolean isTaken(long number) {
        return owners.containsKey(new PartitionId(number));
    }

    /** The largest number that was given out. */
    long lastNumber() {
        return last;
    }
}

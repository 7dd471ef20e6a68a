package dev.gramme.database.doctor;

import dev.gramme.database.layout.ChangeRows;
import dev.gramme.database.stream.Shard;
import dev.gramme.database.stream.Stream;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stream's shards follow on each other without gaps, and hold no change that they say is trimmed. */
final class StreamCheck {
    private final KvEngine engine;
    private final Findings findings;
    private final Stream stream;
    private final String owner;

    StreamCheck(KvEngine engine, Findings findings, Stream stream) {
        this.engine = engine;
        this.findings = findings;
        this.stream = stream;
        this.owner = "stream " + stream.arn();
    }

    private void fault(String what) {
        findings.fault(owner, what);
    }

    /**
     * Checks them.
     *
     * @param partitions of the table; of one that is gone, those the stream tells of
     */
    void run(Set<PartitionId> partitions) {
        findings.count("streams", 1);
        Map<PartitionId, List<Shard>> byPartition = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (Shard shard : stream.shards()) {
            byPartition
                    .computeIfAbsent(shard.partition(), none -> new ArrayList<>())
                    .add(shard);
            if (!ids.add(shard.id())) {
                fault("two shards have the id " + shard.id());
            }
        }
        for (PartitionId partition : partitions) {
            if (stream.enabled() && !byPartition.containsKey(partition)) {
                fault("no shard tells of partition " + partition.number());
            }
        }
        byPartition.forEach((partition, shards) -> {
            if (!partitions.contains(partition)) {
                fault("a shard tells of partition " + partition.number() + ", which is not the table's");
            }
            chain(shards.stream().sorted(Comparator.comparingLong(Shard::from)).toList());
        });
    }

    private void chain(List<Shard> shards) {
        Shard before = null;
        for (Shard shard : shards) {
            if (shard.from() >= shard.to() || shard.trimmedTo() < shard.from() || shard.trimmedTo() > shard.to()) {
                fault("the bounds of shard " + shard.id() + " make no sense");
            }
            if (before != null && (before.to() != shard.from() || !before.id().equals(shard.parentId()))) {
                fault("shard " + shard.id() + " does not go on where " + before.id() + " ends");
            }
            requireTrimmed(shard);
            before = shard;
        }
        if (before != null && before.isOpen() != stream.enabled()) {
            fault("shard " + before.id() + " is "
                    + (before.isOpen() ? "open, the stream ended" : "the last, but closed"));
        }
    }

    private void requireTrimmed(Shard shard) {
        if (shard.trimmedTo() <= shard.from()) {
            return;
        }
        try (KvCursor cursor = engine.scan(
                shard.partition(),
                ChangeRows.between(shard.from(), shard.trimmedTo()),
                Direction.FORWARD,
                ReadMode.STRONG)) {
            if (cursor.next()) {
                fault("shard " + shard.id() + " holds changes that were trimmed");
            }
        } catch (KvException.Corrupt e) {
            fault("shard " + shard.id() + " cannot be read");
        }
    }
}

package dev.gramme.database.backup;

import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableRecord;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was at a moment.
 *
 * @param record the table as it was described then
 * @param stamps for each of its partitions the stamp of the last commit that belongs to it; empty while that moment has
 *     not come
 */
public record PastTable(TableRecord record, List<Long> stamps) {
    static PastTable pending(TableRecord record) {
        return new PastTable(record, List.of());
    }

    static PastTable at(TableRecord now, Map<PartitionId, Long> stamps) {
        TableRecord record = now.at(Long.MAX_VALUE);
        return new PastTable(
                record,
                record.partitions().stream()
                        .map(partition -> Objects.requireNonNull(stamps.get(partition.id())))
                        .toList());
    }

    static PastTable at(TableRecord now, long stamp) {
        TableRecord record = now.at(stamp);
        return new PastTable(
                record, record.partitions().stream().map(partition -> stamp).toList());
    }

    /**
     * A stretch of hashes.
     *
     * @param toHash32 where it ends; 2^32 for the end
     * @param stamp of the last commit that belongs to it
     */
    public record Part(PartitionId partition, long fromHash32, long toHash32, long stamp) {}

    /** What it consists of, in hash order; nothing while its moment has not come. */
    public List<Part> parts() {
        List<TablePartition> partitions = record.partitions();
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < stamps.size(); at++) {
            long end = TablePartition.endHash32(partitions, at);
            parts.add(new Part(partitions.get(at).id(), partitions.get(at).fromHash32(), end, stamps.get(at)));
        }
        return parts;
    }

    /** Whether it was read from a partition. */
    boolean isIn(PartitionId id) {
        return record.partitions().stream().anyMatch(partition -> partition.id().equals(id));
    }

    public String tableId() {
        return record.tableId();
    }

    /** The stamp in a partition; null where the moment has not come or the partition is none of the table's. */
    @Nullable
    Long stampOf(PartitionId id) {
        List<TablePartition> partitions = record.partitions();
        for (int at = 0; at < stamps.size(); at++) {
            if (partitions.get(at).id().equals(id)) {
                return stamps.get(at);
            }
        }
        return null;
    }
}

package dev.gramme.database.backup;

import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableRecord;
import dev.gramme.kv.PartitionId;
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

    static PastTable at(TableRecord record, Map<PartitionId, Long> stamps) {
        return new PastTable(
                record,
                record.partitions().stream()
                        .map(partition -> Objects.requireNonNull(stamps.get(partition.id())))
                        .toList());
    }

    static PastTable at(TableRecord record, long stamp) {
        return new PastTable(
                record, record.partitions().stream().map(partition -> stamp).toList());
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

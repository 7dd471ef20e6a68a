package dev.gramme.database.table;

import java.util.List;

/**
 * What the catalog keeps of an index beside its description.
 *
 * @param id its number in the table, never used again
 * @param partitions of a global index, in hash order; empty for a local one, which lies in those of the table
 */
public record IndexRecord(String name, int id, List<TablePartition> partitions, long items, long bytes) {
    IndexRecord in(List<TablePartition> changed) {
        return new IndexRecord(name, id, changed, items, bytes);
    }

    IndexRecord withCounts(long itemCount, long byteCount) {
        return new IndexRecord(name, id, partitions, itemCount, byteCount);
    }
}

package dev.gramme.kv;

/**
 * A partition: the unit of cheap atomicity, of commit order and of placement. Opaque to an engine; numbers are given
 * out by the catalog and never used again.
 */
public record PartitionId(long number) implements Comparable<PartitionId> {
    @Override
    public int compareTo(PartitionId other) {
        return Long.compareUnsigned(number, other.number);
    }
}

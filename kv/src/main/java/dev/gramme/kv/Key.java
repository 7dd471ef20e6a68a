package dev.gramme.kv;

/** Where a value lies: a partition and a row in it. Rows of a partition are ordered as unsigned bytes. */
public record Key(PartitionId partition, Bytes row) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
        int byPartition = partition.compareTo(other.partition);
        return byPartition != 0 ? byPartition : row.compareTo(other.row);
    }
}

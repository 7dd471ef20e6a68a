package dev.gramme.acceptance.placement;

/**
 * What is simulated.
 *
 * @param requests per second, in all
 * @param writeShare how many of them write
 * @param itemBytes of each item
 * @param skew exponent of the Zipf distribution of requests over items; 0 for all alike
 * @param partitionBytes more than this splits a partition
 * @param partitionWrites more writes per second than this split a partition, and are refused to one item
 * @param partitionReads the same for reads
 * @param roundMillis from one commit of a line to its next
 * @param nodesInZone Cassandra nodes in each of three zones, with one copy of each row in each zone
 * @param tokens places of a node on the ring
 */
public record Design(
        double requests,
        double writeShare,
        double items,
        double itemBytes,
        double skew,
        double partitionBytes,
        double partitionWrites,
        double partitionReads,
        double roundMillis,
        int servers,
        int nodesInZone,
        int tokens) {
    static final int ZONES = 3;

    /** A million requests per second on 100 TB of 10^12 items, with the limits DynamoDB has for a partition. */
    public static Design large(double skew) {
        return new Design(1e6, 0.5, 1e12, 100, skew, 1e9, 1_000, 3_000, 10, 50, 50, 16);
    }

    /** The same with partitions of another size. */
    public Design withPartitionBytes(double bytes) {
        return new Design(
                requests,
                writeShare,
                items,
                itemBytes,
                skew,
                bytes,
                partitionWrites,
                partitionReads,
                roundMillis,
                servers,
                nodesInZone,
                tokens);
    }

    double reads() {
        return requests * (1 - writeShare);
    }

    double writes() {
        return requests * writeShare;
    }
}

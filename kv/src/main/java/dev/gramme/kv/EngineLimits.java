package dev.gramme.kv;

/**
 * What an engine can do, and what its calls cost.
 *
 * @param maxRowBytes longest row of a key
 * @param maxValueBytes longest value
 * @param maxTransactionBytes keys and values written by one transaction
 * @param cheapAcrossPartitions whether a commit over several partitions costs about as much as over one
 * @param waitsOnNetwork whether a read may wait on a network (otherwise at most on a local disk)
 * @param shared whether several processes may have the same store open
 */
public record EngineLimits(
        int maxRowBytes,
        int maxValueBytes,
        int maxTransactionBytes,
        boolean cheapAcrossPartitions,
        boolean waitsOnNetwork,
        boolean shared) {
    /** The same of a store that only this process has open. */
    public EngineLimits unshared() {
        return new EngineLimits(
                maxRowBytes, maxValueBytes, maxTransactionBytes, cheapAcrossPartitions, waitsOnNetwork, false);
    }
}

package dev.gramme.kv;

import java.util.Map;

/**
 * A commit that happened.
 *
 * @param stamps the stamp of each partition written. Stamps grow strictly within a partition, in commit order: once a
 *     reader has seen stamp s of a partition, no record of it with a smaller stamp appears later.
 */
public record Commit(Map<PartitionId, Long> stamps) {
    public static final Commit NOTHING = new Commit(Map.of());
}

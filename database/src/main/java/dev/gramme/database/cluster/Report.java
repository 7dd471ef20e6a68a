package dev.gramme.database.cluster;

import dev.gramme.database.identity.LastUses.LastUse;
import dev.gramme.database.table.PartitionLoad;
import dev.gramme.database.table.TableGrowth;
import java.util.List;

/**
 * What happened in a server that its leader keeps account of. It is told again until it has certainly arrived.
 *
 * @param number grows with each, so that none is counted twice; 0 for none
 * @param growths what tables grew by
 * @param uses which keys and roles were used
 * @param loads what partitions were asked for
 */
public record Report(long number, List<TableGrowth> growths, List<LastUse> uses, List<PartitionLoad> loads) {
    /** Nothing happened. */
    public static final Report NONE = new Report(0, List.of(), List.of(), List.of());
}

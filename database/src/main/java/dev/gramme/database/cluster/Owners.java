package dev.gramme.database.cluster;

import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.PartitionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which server commits for which partition: all agree on it as far as they know of the same servers, without asking
 * anybody; when one comes or goes, only what is or was its own moves. Nothing is wrong where they do not agree.
 */
public final class Owners {
    private final long self;
    private volatile List<Server> servers = List.of();
    private volatile @Nullable Server leader;

    /**
     * Knows of nobody yet.
     *
     * @param self the id of this server
     */
    public Owners(long self) {
        this.self = self;
    }

    /** From now on there are these. The catalog's own partition is the leader's, who writes most to it. */
    public void are(List<Server> now, @Nullable Server leads) {
        servers = List.copyOf(now);
        leader = leads;
    }

    /** The server that commits for a partition; null where this one does, or none is known. */
    public @Nullable Server of(PartitionId partition) {
        Server owner = partition.equals(SystemRows.SYSTEM) ? leader : highest(partition.number());
        return owner == null || owner.id() == self ? null : owner;
    }

    private @Nullable Server highest(long partition) {
        Server highest = null;
        long weight = 0;
        for (Server server : servers) {
            long other = mixed(server.id() ^ mixed(partition));
            if (highest == null || other > weight) {
                highest = server;
                weight = other;
            }
        }
        return highest;
    }

    /** Spreads numbers evenly (the finalizer of SplitMix64). */
    private static long mixed(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

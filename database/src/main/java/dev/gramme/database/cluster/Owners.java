package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.PartitionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which server commits for which partition: all agree on it as far as they know of the same servers, without asking
 * anybody; when one comes or goes, only what is or was its own moves. Nothing is wrong where they do not agree. One
 * that has not answered is done without for a while.
 */
public final class Owners {
    private static final long DONE_WITHOUT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Environment environment;
    private final long self;
    /** Servers that have not answered, and until when they are not asked. */
    private final Map<Long, Long> silent = new ConcurrentHashMap<>();

    private volatile List<Server> servers = List.of();
    private volatile @Nullable Server leader;

    /**
     * Knows of nobody yet.
     *
     * @param self the id of this server
     */
    public Owners(Environment environment, long self) {
        this.environment = environment;
        this.self = self;
    }

    /** From now on there are these. The catalog's own partition is the leader's, who writes most to it. */
    public void are(List<Server> now, @Nullable Server leads) {
        servers = List.copyOf(now);
        leader = leads;
    }

    /** A server has not answered. */
    public void isSilent(Server server) {
        silent.put(server.id(), environment.nanoTime() + DONE_WITHOUT_NANOS);
    }

    private boolean isDoneWithout(Server server) {
        Long until = silent.get(server.id());
        if (until == null) {
            return false;
        }
        if (until - environment.nanoTime() > 0) {
            return true;
        }
        silent.remove(server.id(), until);
        return false;
    }

    /** The server that commits for a partition; null where this one does, or none is known. */
    public @Nullable Server of(PartitionId partition) {
        if (partition.equals(SystemRows.TENURE)) {
            return null;
        }
        Server owner = partition.equals(SystemRows.SYSTEM) ? leader : highest(partition.number());
        return owner == null || owner.id() == self || isDoneWithout(owner) ? null : owner;
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

package dev.gramme.acceptance.placement;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The nodes of one zone, as Cassandra places partitions on them: a partition's token is a hash of its number, and the
 * node with the next token has its copy in this zone. Tokens are either random, or spread as its allocator aims at.
 */
final class Ring {
    private final NavigableMap<Double, Integer> nodes;

    private Ring(NavigableMap<Double, Integer> nodes) {
        this.nodes = nodes;
    }

    static Ring random(int count, int tokens, int zone) {
        NavigableMap<Double, Integer> nodes = new TreeMap<>();
        for (int node = 0; node < count; node++) {
            for (int token = 0; token < tokens; token++) {
                nodes.put(Mixing.unit(Mixing.mix(zone, node * 1_000L + token)), node);
            }
        }
        return new Ring(nodes);
    }

    /** Nodes take turns, so that all have the same share. */
    static Ring even(int count, int tokens) {
        NavigableMap<Double, Integer> nodes = new TreeMap<>();
        for (int place = 0; place < count * tokens; place++) {
            nodes.put((double) place / (count * tokens), place % count);
        }
        return new Ring(nodes);
    }

    /** With one more node, which takes its even share from the longest stretches. */
    Ring joined(int node, int tokens) {
        NavigableMap<Double, Integer> more = new TreeMap<>(nodes);
        int count = nodes.size() / tokens;
        for (int token = 0; token < tokens; token++) {
            double end = (double) token / tokens;
            Double next = nodes.ceilingKey(end + 0.5 / nodes.size());
            double place = next == null ? 1 : next;
            // of each stretch so much that this node comes to the share of all others
            more.put(place - 1.0 / (count + 1) / nodes.size(), node);
        }
        return new Ring(more);
    }

    Ring without(int node) {
        NavigableMap<Double, Integer> fewer = new TreeMap<>(nodes);
        fewer.values().removeIf(other -> other == node);
        return new Ring(fewer);
    }

    private int owner(double token) {
        Map.Entry<Double, Integer> next = nodes.ceilingEntry(token);
        return next == null ? nodes.firstEntry().getValue() : next.getValue();
    }

    /** The node of each partition. */
    int[] owners(List<Partitions.Partition> partitions) {
        int[] owners = new int[partitions.size()];
        for (int at = 0; at < owners.length; at++) {
            owners[at] =
                    owner(Mixing.unit(Double.doubleToLongBits(partitions.get(at).from())));
        }
        return owners;
    }
}

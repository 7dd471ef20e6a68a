package dev.gramme.acceptance.placement;

import java.util.List;
import java.util.stream.IntStream;

/** Which server has a partition's line: the one whose hash with it is the largest, so nothing has to be agreed on. */
final class Servers {
    private Servers() {}

    /** The server of each partition. */
    static int[] of(List<Partitions.Partition> partitions, int[] servers) {
        int[] owners = new int[partitions.size()];
        for (int at = 0; at < owners.length; at++) {
            long partition = Double.doubleToLongBits(partitions.get(at).from());
            long most = Long.MIN_VALUE;
            for (int server : servers) {
                long hash = Mixing.mix(partition, server);
                if (hash >= most) {
                    most = hash;
                    owners[at] = server;
                }
            }
        }
        return owners;
    }

    static int[] numbered(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Writes per second of the lines of each server. */
    static double[] writes(List<Partitions.Partition> partitions, int[] owners, int count) {
        double[] writes = new double[count];
        for (int at = 0; at < owners.length; at++) {
            writes[owners[at]] += partitions.get(at).writes();
        }
        return writes;
    }

    /** The share of lines that are elsewhere. */
    static double moved(int[] before, int[] after) {
        long moved = IntStream.range(0, before.length)
                .filter(at -> before[at] != after[at])
                .count();
        return (double) moved / before.length;
    }
}

package dev.gramme.acceptance.placement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A table's hashes, cut into partitions by size and by heat. */
final class Partitions {
    /** A partition most of whose requests go to one item gains nothing from being split. */
    private static final double ONE_ITEM = 0.9;
    /** How many of the lines take half of all writes. */
    private static final double HALF = 0.5;

    private final Design design;
    private final Popularity popularity;
    private final List<Partition> all = new ArrayList<>();

    /**
     * What is asked of one.
     *
     * @param reads per second, as far as they are not refused
     * @param writes the same
     * @param refused requests per second above what an item may have
     */
    record Partition(double from, double to, double bytes, double reads, double writes, double refused) {
        /** Groups take up what came meanwhile; where nothing did, the next write waits for nobody. */
        double rounds(double roundMillis) {
            double round = roundMillis / 1_000;
            return writes == 0 ? 0 : 1 / (round + Math.exp(-writes * round) / writes);
        }
    }

    Partitions(Design design) {
        this.design = design;
        this.popularity = new Popularity(design.items(), design.skew());
        Deque<double[]> open = new ArrayDeque<>();
        open.push(new double[] {0, 1});
        while (!open.isEmpty()) {
            double[] range = open.pop();
            if (isToSplit(range[0], range[1])) {
                double middle = (range[0] + range[1]) / 2;
                open.push(new double[] {middle, range[1]});
                open.push(new double[] {range[0], middle});
            } else {
                all.add(partition(range[0], range[1]));
            }
        }
    }

    private boolean isToSplit(double from, double to) {
        double share = popularity.share(from, to);
        boolean isHot =
                share * design.writes() > design.partitionWrites() || share * design.reads() > design.partitionReads();
        return bytes(from, to) > design.partitionBytes() || (isHot && popularity.hottest(from, to) < ONE_ITEM * share);
    }

    private double bytes(double from, double to) {
        return (to - from) * design.items() * design.itemBytes();
    }

    private Partition partition(double from, double to) {
        double share = popularity.share(from, to);
        double writes = Math.min(share * design.writes(), design.partitionWrites());
        double reads = Math.min(share * design.reads(), design.partitionReads());
        return new Partition(from, to, bytes(from, to), reads, writes, share * design.requests() - reads - writes);
    }

    List<Partition> all() {
        return all;
    }

    /** Requests per second for the item that is asked for most. */
    double hottestItem() {
        return popularity.hottest() * design.requests();
    }

    double rounds() {
        return all.stream()
                .mapToDouble(partition -> partition.rounds(design.roundMillis()))
                .sum();
    }

    double writes() {
        return all.stream().mapToDouble(Partition::writes).sum();
    }

    double refused() {
        return all.stream().mapToDouble(Partition::refused).sum();
    }

    /** How many of the busiest lines it takes for half of all writes. */
    int linesOfHalf() {
        double[] writes = all.stream().mapToDouble(Partition::writes).sorted().toArray();
        double half = writes() * HALF;
        int lines = 0;
        for (double sum = 0; sum < half; lines++) {
            sum += writes[writes.length - 1 - lines];
        }
        return lines;
    }
}

package dev.gramme.acceptance.placement;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Places a large load and tells how it is spread. It is a simulation of a design: partitions, lines and their owners as
 * they are meant to be, with times that were measured elsewhere or assumed.
 */
public final class PlacementSimulation {
    private PlacementSimulation() {}

    /**
     * What came of it.
     *
     * @param hottestItem requests per second for it
     * @param refused requests per second for items above the limit of a partition
     * @param linesOfHalf how many lines take half of all writes
     * @param rounds of Paxos per second; each is worked on by three nodes
     * @param serverWrites per second and server, for its lines
     * @param nodeRounds per second and node
     * @param nodeBytes on each node
     * @param nodeRoundsRandom the same with random tokens
     * @param movedToServer the share of lines that move when a server joins; when one leaves, its own move
     * @param movedFromServer the share that moves when one leaves
     * @param movedToNode the share of a zone's bytes that moves when a node joins it
     * @param movedFromNode the same where a node leaves
     */
    public record Result(
            int partitions,
            double hottestItem,
            double refused,
            double writes,
            int linesOfHalf,
            double rounds,
            Spread serverWrites,
            Spread nodeRounds,
            Spread nodeBytes,
            Spread nodeRoundsRandom,
            double movedToServer,
            double movedFromServer,
            double movedToNode,
            double movedFromNode) {}

    /** How even something is. */
    public record Spread(double mean, double most) {
        static Spread of(double[] values) {
            return new Spread(
                    Arrays.stream(values).average().orElse(0),
                    Arrays.stream(values).max().orElse(0));
        }

        /** How much more the busiest has than the mean; 1 where all have the same. */
        public double ratio() {
            return most / mean;
        }
    }

    /** Runs it; the same design always gives the same result. */
    public static Result run(Design design) {
        Partitions partitions = new Partitions(design);
        List<Partitions.Partition> all = partitions.all();
        int servers = design.servers();
        int[] owners = Servers.of(all, Servers.numbered(servers));
        Ring zone = Ring.even(design.nodesInZone(), design.tokens());
        int[] nodes = zone.owners(all);
        ToDoubleFunction<Partitions.Partition> rounds = partition -> partition.rounds(design.roundMillis());
        return new Result(
                all.size(),
                partitions.hottestItem(),
                partitions.refused(),
                partitions.writes(),
                partitions.linesOfHalf(),
                partitions.rounds(),
                Spread.of(Servers.writes(all, owners, servers)),
                Spread.of(sums(all, nodes, design.nodesInZone(), rounds)),
                Spread.of(sums(all, nodes, design.nodesInZone(), Partitions.Partition::bytes)),
                randomly(design, all, rounds),
                Servers.moved(owners, Servers.of(all, Servers.numbered(servers + 1))),
                Servers.moved(owners, Servers.of(all, Servers.numbered(servers - 1))),
                moved(all, nodes, zone.joined(design.nodesInZone(), design.tokens())),
                moved(all, nodes, zone.without(0)));
    }

    private static Spread randomly(
            Design design, List<Partitions.Partition> all, ToDoubleFunction<Partitions.Partition> what) {
        double[] loads = new double[Design.ZONES * design.nodesInZone()];
        for (int zone = 0; zone < Design.ZONES; zone++) {
            int[] owners =
                    Ring.random(design.nodesInZone(), design.tokens(), zone).owners(all);
            double[] sums = sums(all, owners, design.nodesInZone(), what);
            System.arraycopy(sums, 0, loads, zone * design.nodesInZone(), sums.length);
        }
        return Spread.of(loads);
    }

    private static double[] sums(
            List<Partitions.Partition> all, int[] owners, int count, ToDoubleFunction<Partitions.Partition> what) {
        double[] sums = new double[count];
        for (int at = 0; at < owners.length; at++) {
            sums[owners[at]] += what.applyAsDouble(all.get(at));
        }
        return sums;
    }

    private static double moved(List<Partitions.Partition> all, int[] before, Ring after) {
        int[] now = after.owners(all);
        double bytes = all.stream().mapToDouble(Partitions.Partition::bytes).sum();
        return IntStream.range(0, before.length)
                        .filter(at -> before[at] != now[at])
                        .mapToDouble(at -> all.get(at).bytes())
                        .sum()
                / bytes;
    }

    /** Prints the table of docs/cluster.md. */
    public static void main(String[] arguments) {
        System.out.println("| skew, partition size | partitions | hottest item | refused | lines of half the writes"
                + " | commits a round | rounds/s a node | busiest node, server | moved by a server, a node |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (double bytes : new double[] {1e9, 10e9}) {
            for (double skew : new double[] {0, 0.8, 0.99, 1.2}) {
                Result result = run(Design.large(skew).withPartitionBytes(bytes));
                System.out.printf(
                        "| %.2f, %.0f GB | %,d | %,.0f/s | %.1f %% | %,d | %.2f | %,.0f | %.2f (%.2f), %.2f"
                                + " | %.1f %%, %.1f %% |%n",
                        skew,
                        bytes / 1e9,
                        result.partitions(),
                        result.hottestItem(),
                        100 * result.refused() / 1e6,
                        result.linesOfHalf(),
                        result.writes() / result.rounds(),
                        result.nodeRounds().mean(),
                        result.nodeRounds().ratio(),
                        result.nodeRoundsRandom().ratio(),
                        result.serverWrites().ratio(),
                        100 * result.movedToServer(),
                        100 * result.movedToNode());
            }
        }
    }
}

package dev.gramme.acceptance.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How requests are spread over hashes: the most wanted items one by one, at places that have nothing to do with how
 * wanted they are, and all others as an even ground, since each of them is asked for less than once in a second.
 */
final class Popularity {
    private static final int SINGLE = 200_000;

    private final double[] places = new double[SINGLE];
    /** The sum of the shares of all single items before this one. */
    private final double[] sums = new double[SINGLE + 1];

    private final double ground;
    private final double hottest;

    Popularity(double items, double skew) {
        double[] shares = new double[SINGLE];
        double total = 0;
        for (int rank = 0; rank < SINGLE; rank++) {
            shares[rank] = Math.pow(rank + 1.0, -skew);
            total += shares[rank];
        }
        double rest = integral(items + 0.5, skew) - integral(SINGLE + 0.5, skew);
        total += rest;
        int[] byPlace = IntStream.range(0, SINGLE)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> Mixing.unit(item.longValue())))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int at = 0; at < SINGLE; at++) {
            places[at] = Mixing.unit(byPlace[at]);
            sums[at + 1] = sums[at] + shares[byPlace[at]] / total;
        }
        this.ground = rest / total;
        this.hottest = shares[0] / total;
    }

    private static double integral(double x, double skew) {
        return skew == 1 ? Math.log(x) : Math.pow(x, 1 - skew) / (1 - skew);
    }

    /** The number of the first single item that lies there or behind. */
    int first(double place) {
        int found = Arrays.binarySearch(places, place);
        return found < 0 ? -found - 1 : found;
    }

    /** The share of all requests that goes to hashes from one place to another. */
    double share(double from, double to) {
        return sums[first(to)] - sums[first(from)] + ground * (to - from);
    }

    /** The share of the most wanted item between two places. */
    double hottest(double from, double to) {
        double most = 0;
        int end = first(to);
        for (int item = first(from); item < end; item++) {
            most = Math.max(most, sums[item + 1] - sums[item]);
        }
        return most;
    }

    double hottest() {
        return hottest;
    }
}

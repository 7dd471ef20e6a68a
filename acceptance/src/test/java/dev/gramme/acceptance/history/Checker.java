package dev.gramme.acceptance.history;

import dev.gramme.acceptance.history.Action.Addition;
import dev.gramme.acceptance.history.Action.Outcome;
import dev.gramme.acceptance.history.Action.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks whether a history is strictly serializable. Since every value is added once and lists are only added to, the
 * longest reading of a list tells the order of its writers, and every reading tells behind which of them it lies. What
 * must come before what is a graph; a history is good exactly if nothing in it comes before itself (source: Kingsbury
 * and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations", VLDB 2020).
 *
 * <p>A history must end with one reading of all lists at once, when no action is under way: what is not in it counts as
 * not having happened.
 */
public final class Checker {
    private final List<Action> history;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, List<Long>> orders = new HashMap<>();
    private final Map<Long, Action> writers = new HashMap<>();

    private Checker(List<Action> history) {
        this.history = history;
    }

    /** What is wrong with it, for people; empty where nothing is. */
    public static List<String> check(List<Action> history) {
        Checker checker = new Checker(history);
        checker.findOrders();
        checker.findWriters();
        // a graph of lists that disagree would tell the same again, less clearly
        if (checker.faults.isEmpty()) {
            checker.findCycles();
        }
        return checker.faults;
    }

    private void findOrders() {
        each((action, reading) -> orders.merge(
                reading.key(), reading.values(), (one, other) -> one.size() >= other.size() ? one : other));
        each((action, reading) -> {
            List<Long> order = orders.get(reading.key());
            int length = reading.values().size();
            if (!order.subList(0, length).equals(reading.values())) {
                faults.add(reading.key() + ": " + action + " read " + length
                        + " values that are not the first of those read later: " + difference(reading, order));
            }
        });
        orders.forEach((key, order) -> {
            Set<Long> seen = new HashSet<>();
            order.stream()
                    .filter(value -> !seen.add(value))
                    .forEach(value -> faults.add(key + ": " + value + " was added twice"));
        });
    }

    private static String difference(Reading reading, List<Long> order) {
        int at = 0;
        while (reading.values().get(at).equals(order.get(at))) {
            at++;
        }
        return "at " + at + " " + reading.values().get(at) + ", later " + order.get(at);
    }

    private interface Each {
        void reading(Action action, Reading reading);
    }

    private void each(Each each) {
        for (Action action : history) {
            if (action.outcome() == Outcome.DONE) {
                action.readings().forEach(reading -> each.reading(action, reading));
            }
        }
    }

    private boolean isThere(Addition addition) {
        return orders.getOrDefault(addition.key(), List.of()).contains(addition.value());
    }

    private void findWriters() {
        for (Action action : history) {
            long there = action.additions().stream().filter(this::isThere).count();
            action.additions().forEach(addition -> writers.put(addition.value(), action));
            switch (action.outcome()) {
                case DONE ->
                    action.additions().stream()
                            .filter(addition -> !isThere(addition))
                            .forEach(addition ->
                                    faults.add(addition.key() + ": " + addition.value() + " is lost: " + action));
                case REFUSED -> {
                    if (there > 0) {
                        faults.add("It was refused and is there: " + action);
                    }
                }
                case UNKNOWN -> {
                    if (there > 0 && there < action.additions().size()) {
                        faults.add("Half of it is there: " + action);
                    }
                }
            }
        }
        orders.forEach((key, order) -> order.stream()
                .filter(value -> !writers.containsKey(value))
                .forEach(value -> faults.add(key + ": nobody added " + value)));
    }

    private boolean happened(Action action) {
        return action.outcome() == Outcome.DONE
                || (action.outcome() == Outcome.UNKNOWN
                        && action.additions().stream().anyMatch(this::isThere));
    }

    private void findCycles() {
        List<Action> happened = history.stream()
                .filter(this::happened)
                .sorted(Comparator.comparingLong(Action::endedNanos))
                .toList();
        Precedence precedence = new Precedence(happened);
        orders.forEach((key, order) -> {
            for (int at = 1; at < order.size(); at++) {
                precedence.add(writers.get(order.get(at - 1)), writers.get(order.get(at)), "wrote " + key + " before");
            }
        });
        for (Action action : happened) {
            for (Reading reading : action.readings()) {
                List<Long> order = orders.getOrDefault(reading.key(), List.of());
                int length = reading.values().size();
                if (length > 0) {
                    precedence.add(
                            writers.get(reading.values().getLast()), action, "wrote " + reading.key() + " as seen by");
                }
                if (length < order.size()) {
                    precedence.add(
                            action, writers.get(order.get(length)), "saw " + reading.key() + " without the write of");
                }
            }
        }
        faults.addAll(precedence.cycles());
    }
}

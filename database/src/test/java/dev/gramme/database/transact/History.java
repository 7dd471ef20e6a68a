package dev.gramme.database.transact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What clients did to lists and saw of them, and a search for anomalies: an order of all operations must exist that
 * explains every read and keeps operations apart in time in their order. It knows only what clients know.
 */
final class History {
    private final List<Operation> operations = new ArrayList<>();

    /**
     * One operation, done at one moment between its start and its end.
     *
     * @param end {@link Long#MAX_VALUE} where nobody knows whether it was done
     * @param reads how long each list was that it saw
     * @param appends the value it added to each list; values are unique
     */
    record Operation(String name, long start, long end, Map<String, Integer> reads, Map<String, Integer> appends) {}

    synchronized void add(Operation operation) {
        operations.add(operation);
    }

    synchronized int size() {
        return operations.size();
    }

    /** What is wrong, given the lists at the end; empty where nothing is. */
    synchronized List<String> anomalies(Map<String, List<Integer>> lists) {
        List<String> anomalies = new ArrayList<>();
        Map<Integer, Operation> writers = new HashMap<>();
        for (Operation operation : operations) {
            operation.appends().values().forEach(value -> writers.put(value, operation));
        }
        for (Operation operation : operations) {
            long done = operation.appends().entrySet().stream()
                    .filter(append -> lists.get(append.getKey()).contains(append.getValue()))
                    .count();
            boolean unknown = operation.end() == Long.MAX_VALUE;
            if (done != operation.appends().size() && !(unknown && done == 0)) {
                anomalies.add("lost or half done: " + operation);
            }
        }
        lists.forEach((key, list) -> {
            if (list.stream().distinct().count() < list.size()) {
                anomalies.add("done twice: " + key + " " + list);
            }
            for (Integer value : list) {
                if (!writers.containsKey(value)) {
                    anomalies.add("from nowhere: " + key + " " + value);
                }
            }
        });
        if (anomalies.isEmpty()) {
            anomalies.addAll(cycle(lists, writers));
        }
        return anomalies;
    }

    private List<String> cycle(Map<String, List<Integer>> lists, Map<Integer, Operation> writers) {
        Graph graph = new Graph();
        for (List<Integer> list : lists.values()) {
            for (int at = 1; at < list.size(); at++) {
                graph.edge(writers.get(list.get(at - 1)), writers.get(list.get(at)));
            }
        }
        for (Operation operation : operations) {
            operation.reads().forEach((key, length) -> {
                List<Integer> list = lists.get(key);
                if (length > 0) {
                    graph.edge(writers.get(list.get(length - 1)), operation);
                }
                if (length < list.size()) {
                    graph.edge(operation, writers.get(list.get(length)));
                }
            });
        }
        timeEdges(graph);
        return graph.cycle();
    }

    /** A chain of moments, one at each end: an operation comes before its end, and after all ends before its start. */
    private void timeEdges(Graph graph) {
        TreeMap<Long, Object> moments = new TreeMap<>();
        for (Operation operation : operations) {
            if (operation.end() != Long.MAX_VALUE) {
                moments.computeIfAbsent(operation.end(), end -> "moment " + end);
            }
        }
        Object last = null;
        for (Object moment : moments.values()) {
            if (last != null) {
                graph.edge(last, moment);
            }
            last = moment;
        }
        for (Operation operation : operations) {
            if (operation.end() != Long.MAX_VALUE) {
                graph.edge(operation, moments.get(operation.end()));
            }
            Map.Entry<Long, Object> before = moments.lowerEntry(operation.start());
            if (before != null) {
                graph.edge(before.getValue(), operation);
            }
        }
    }

    /** What must come before what. */
    private static final class Graph {
        private final Map<Object, List<Object>> after = new HashMap<>();
        private final Map<Object, Integer> before = new HashMap<>();

        void edge(Object from, Object to) {
            if (!from.equals(to)) {
                after.computeIfAbsent(from, none -> new ArrayList<>()).add(to);
                before.merge(to, 1, Integer::sum);
                before.putIfAbsent(from, 0);
            }
        }

        /** What comes before itself, in reverse; empty where everything can be put in order. */
        List<String> cycle() {
            Set<Object> left = left();
            Map<Object, Object> cause = new HashMap<>();
            for (Object node : left) {
                for (Object next : after.getOrDefault(node, List.of())) {
                    if (left.contains(next)) {
                        cause.put(next, node);
                    }
                }
            }
            if (left.isEmpty()) {
                return List.of();
            }
            // Everything left has a cause that is left, so that going back long enough is going round.
            Object node = left.iterator().next();
            for (int step = 0; step < left.size(); step++) {
                node = cause.get(node);
            }
            Set<Object> cycle = new LinkedHashSet<>();
            while (cycle.add(node)) {
                node = cause.get(node);
            }
            return cycle.stream().map(Object::toString).toList();
        }

        /** What is in a cycle or behind one. */
        private Set<Object> left() {
            Map<Object, Integer> open = new HashMap<>(before);
            Deque<Object> free = new ArrayDeque<>();
            open.forEach((node, count) -> {
                if (count == 0) {
                    free.add(node);
                }
            });
            while (!free.isEmpty()) {
                Object node = free.remove();
                open.remove(node);
                for (Object next : after.getOrDefault(node, List.of())) {
                    if (open.merge(next, -1, Integer::sum) == 0) {
                        free.add(next);
                    }
                }
            }
            return open.keySet();
        }
    }
}

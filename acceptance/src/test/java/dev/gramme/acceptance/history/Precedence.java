package dev.gramme.acceptance.history;

import dev.gramme.acceptance.history.Action.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must come before what. Between actions that do not overlap stands time: a chain of moments, one for the end of
 * each action, so that there are as many edges as actions and not as pairs of them.
 */
final class Precedence {
    /** Cycles told of; where there is one, there are many. */
    private static final int MOST = 5;
    /** Members of a group from which a short cycle is looked for. */
    private static final int STARTS = 200;

    private record Edge(int to, String why) {}

    private final List<Action> actions;
    private final IdentityHashMap<Action, Integer> numbers = new IdentityHashMap<>();
    private final List<List<Edge>> edges = new ArrayList<>();

    /** @param actions those that happened, in the order of their ends */
    Precedence(List<Action> actions) {
        this.actions = actions;
        int count = actions.size();
        for (int node = 0; node < 2 * count; node++) {
            edges.add(new ArrayList<>());
        }
        long[] ends = actions.stream().mapToLong(Action::endedNanos).toArray();
        for (int number = 0; number < count; number++) {
            Action action = actions.get(number);
            numbers.put(action, number);
            // one that was given up may go on for however long
            if (action.outcome() == Outcome.DONE) {
                edges.get(number).add(new Edge(count + number, "ended before"));
            }
            if (number + 1 < count) {
                edges.get(count + number).add(new Edge(count + number + 1, ""));
            }
            int earlier = endedBefore(ends, action.beganNanos());
            if (earlier > 0) {
                edges.get(count + earlier - 1).add(new Edge(number, ""));
            }
        }
    }

    private static int endedBefore(long[] ends, long nanos) {
        int found = Arrays.binarySearch(ends, nanos);
        int at = found < 0 ? -found - 1 : found;
        while (at > 0 && ends[at - 1] == nanos) {
            at--;
        }
        return at;
    }

    void add(Action first, Action next, String why) {
        int from = numbers.get(first);
        int to = numbers.get(next);
        if (from != to) {
            edges.get(from).add(new Edge(to, why));
        }
    }

    /** Some of the cycles there are, each as short as can be found soon. */
    List<String> cycles() {
        int[] groups = new Groups().of();
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int number = 0; number < actions.size(); number++) {
            members.computeIfAbsent(groups[number], group -> new ArrayList<>()).add(number);
        }
        return members.values().stream()
                .filter(group -> group.size() > 1)
                .limit(MOST)
                .map(group -> describe(shortest(group, groups)))
                .toList();
    }

    /** The shortest way from one of these back to itself. */
    private List<Edge> shortest(List<Integer> group, int[] groups) {
        return group.stream()
                .limit(STARTS)
                .map(start -> wayBack(start, groups))
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private List<Edge> wayBack(int start, int[] groups) {
        int[] from = new int[edges.size()];
        Edge[] by = new Edge[edges.size()];
        Arrays.fill(from, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int node = open.remove();
            for (Edge edge : edges.get(node)) {
                if (groups[edge.to()] != groups[start] || from[edge.to()] >= 0) {
                    continue;
                }
                from[edge.to()] = node;
                by[edge.to()] = edge;
                if (edge.to() == start) {
                    return collect(start, from, by);
                }
                open.add(edge.to());
            }
        }
        throw new IllegalStateException("Not in a cycle: " + actions.get(start));
    }

    private static List<Edge> collect(int start, int[] from, Edge[] by) {
        List<Edge> way = new ArrayList<>();
        int node = start;
        do {
            way.add(by[node]);
            node = from[node];
        } while (node != start);
        Collections.reverse(way);
        return way;
    }

    private String describe(List<Edge> way) {
        StringBuilder text = new StringBuilder("It comes before itself:\n    ")
                .append(actions.get(way.getLast().to()));
        for (Edge edge : way) {
            if (!edge.why().isEmpty()) {
                text.append(' ').append(edge.why());
            }
            if (edge.to() < actions.size()) {
                text.append("\n    ").append(actions.get(edge.to()));
            }
        }
        return text.toString();
    }

    /** Nodes that can be reached from each other (Tarjan), without recursion: chains of moments are long. */
    private final class Groups {
        private final int[] group = new int[edges.size()];
        private final int[] index = new int[edges.size()];
        private final int[] low = new int[edges.size()];
        private final int[] next = new int[edges.size()];
        private final Deque<Integer> path = new ArrayDeque<>();
        private final Deque<Integer> open = new ArrayDeque<>();
        private int visited;

        int[] of() {
            Arrays.fill(group, -1);
            for (int node = 0; node < edges.size(); node++) {
                if (index[node] == 0) {
                    walk(node);
                }
            }
            return group;
        }

        private void walk(int start) {
            enter(start);
            while (!path.isEmpty()) {
                int node = path.peek();
                if (next[node] < edges.get(node).size()) {
                    int to = edges.get(node).get(next[node]++).to();
                    if (index[to] == 0) {
                        enter(to);
                    } else if (group[to] < 0) {
                        low[node] = Math.min(low[node], index[to]);
                    }
                } else {
                    leave(path.pop());
                }
            }
        }

        private void enter(int node) {
            index[node] = ++visited;
            low[node] = visited;
            path.push(node);
            open.push(node);
        }

        private void leave(int node) {
            if (low[node] == index[node]) {
                int member;
                do {
                    member = open.pop();
                    group[member] = node;
                } while (member != node);
            }
            if (!path.isEmpty()) {
                low[path.peek()] = Math.min(low[path.peek()], low[node]);
            }
        }
    }
}

package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random tables, indexes and writes: every index answers as if it were made anew from the table for each read. */
class IndexPropertyTest {
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void indexesAnswerForTheirTable(@ForAll long seed) {
        Random random = new Random(seed);
        try (Database database = Engines.inMemory(new SystemEnvironment())) {
            Client client = new Client(database);
            RandomTable table = new RandomTable(random, client);
            table.create();
            table.write(40 + random.nextInt(60));
            if (random.nextInt(3) == 0) {
                table.addIndex();
                table.write(20);
                client.awaitActive(RandomTable.NAME);
                table.write(20);
            }
            IndexOracle oracle = new IndexOracle(client, RandomTable.NAME);
            oracle.check();
            List<Map<String, Object>> items = oracle.items();
            for (IndexOracle.Shape shape : oracle.shapes()) {
                List<Map<String, Object>> entries = IndexOracle.entries(shape, items);
                scans(random, oracle, shape, entries);
                queries(random, oracle, shape, entries);
            }
        }
    }

    private static Map<String, Object> request(IndexOracle.Shape shape) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", RandomTable.NAME);
        request.put("IndexName", shape.name());
        return request;
    }

    private static void scans(
            Random random, IndexOracle oracle, IndexOracle.Shape shape, List<Map<String, Object>> entries) {
        int segments = 1 + random.nextInt(5);
        List<Map<String, Object>> found = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            Map<String, Object> request = request(shape);
            request.put("TotalSegments", segments);
            request.put("Segment", segment);
            request.put("Limit", 1 + random.nextInt(3));
            found.addAll(oracle.all("Scan", request));
        }
        assertThat(found).as("segments of " + shape).containsExactlyInAnyOrderElementsOf(entries);
    }

    private static void queries(
            Random random, IndexOracle oracle, IndexOracle.Shape shape, List<Map<String, Object>> entries) {
        Set<List<Object>> keys = new LinkedHashSet<>();
        entries.forEach(
                entry -> keys.add(shape.hashes().stream().map(entry::get).toList()));
        for (List<Object> key : keys) {
            List<Map<String, Object>> collection = entries.stream()
                    .filter(entry ->
                            shape.hashes().stream().map(entry::get).toList().equals(key))
                    .toList();
            List<Map<String, Object>> all =
                    check(random, oracle, shape, new Conditions(shape, key), entry -> true, collection);
            assertThat(all).hasSize(collection.size());
            for (int round = 0; round < 4 && !shape.ranges().isEmpty(); round++) {
                Conditions conditions = new Conditions(shape, key);
                Predicate<Map<String, Object>> wanted = conditions.addRandom(random, collection);
                check(random, oracle, shape, conditions, wanted, collection);
            }
        }
        List<Object> none = shape.hashes().stream()
                .map(hash -> RandomTable.never(shape.types().get(hash)))
                .toList();
        check(random, oracle, shape, new Conditions(shape, none), entry -> true, List.of());
    }

    /** Forward, backward and in small pages: the same entries in the right order. */
    private static List<Map<String, Object>> check(
            Random random,
            IndexOracle oracle,
            IndexOracle.Shape shape,
            Conditions conditions,
            Predicate<Map<String, Object>> wanted,
            List<Map<String, Object>> collection) {
        Map<String, Object> request = request(shape);
        request.put("KeyConditionExpression", conditions.text());
        request.put("ExpressionAttributeValues", conditions.values);
        String what = shape + " " + request;
        List<Map<String, Object>> forward = oracle.all("Query", request);
        assertThat(forward)
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        collection.stream().filter(wanted).toList())
                .isSortedAccordingTo(IndexOracle.order(shape, true));
        request.put("ScanIndexForward", false);
        List<Map<String, Object>> backward = new ArrayList<>(oracle.all("Query", request));
        request.put("Limit", 1 + random.nextInt(3));
        assertThat(oracle.all("Query", request)).as("paged back " + what).isEqualTo(backward);
        Collections.reverse(backward);
        assertThat(backward).as("reverse of " + what).isEqualTo(forward);
        request.remove("ScanIndexForward");
        assertThat(oracle.all("Query", request)).as("paged " + what).isEqualTo(forward);
        return forward;
    }

    /** A key condition, as text and as what it means. */
    private static final class Conditions {
        private final IndexOracle.Shape shape;
        private final List<String> parts = new ArrayList<>();
        private final Map<String, Object> values = new LinkedHashMap<>();

        Conditions(IndexOracle.Shape shape, List<Object> key) {
            this.shape = shape;
            for (int at = 0; at < key.size(); at++) {
                parts.add(shape.hashes().get(at) + " = " + value(key.get(at)));
            }
        }

        String text() {
            return String.join(" AND ", parts);
        }

        private String value(Object value) {
            String name = ":v" + values.size();
            values.put(name, value);
            return name;
        }

        /** Adds equal sort keys, and then one that is compared. */
        Predicate<Map<String, Object>> addRandom(Random random, List<Map<String, Object>> collection) {
            Map<String, Object> guide = collection.get(random.nextInt(collection.size()));
            Map<String, Object> other = collection.get(random.nextInt(collection.size()));
            int equal = random.nextInt(shape.ranges().size() + 1);
            Predicate<Map<String, Object>> wanted = entry -> true;
            for (int at = 0; at < equal; at++) {
                String range = shape.ranges().get(at);
                parts.add(range + " = " + value(guide.get(range)));
                wanted = wanted.and(entry -> IndexOracle.compareValues(entry.get(range), guide.get(range)) == 0);
            }
            if (equal == shape.ranges().size()) {
                return wanted;
            }
            String range = shape.ranges().get(equal);
            String type = shape.types().get(range);
            Object low = random.nextBoolean() ? guide.get(range) : RandomTable.keyValue(random, type);
            Object high = random.nextBoolean() ? other.get(range) : RandomTable.keyValue(random, type);
            return wanted.and(compared(random, range, type, low, high));
        }

        private Predicate<Map<String, Object>> compared(
                Random random, String range, String type, Object low, Object high) {
            int kind = random.nextInt(type.equals("N") ? 5 : 6);
            if (kind == 4) {
                boolean swapped = IndexOracle.compareValues(low, high) > 0;
                Object from = swapped ? high : low;
                Object to = swapped ? low : high;
                parts.add(range + " BETWEEN " + value(from) + " AND " + value(to));
                return entry -> IndexOracle.compareValues(entry.get(range), from) >= 0
                        && IndexOracle.compareValues(entry.get(range), to) <= 0;
            }
            if (kind == 5) {
                parts.add("begins_with(" + range + ", " + value(low) + ")");
                return entry -> IndexOracle.startsWith(entry.get(range), low);
            }
            parts.add(range + " " + List.of("<", "<=", ">", ">=").get(kind) + " " + value(low));
            return entry -> {
                int order = IndexOracle.compareValues(entry.get(range), low);
                return switch (kind) {
                    case 0 -> order < 0;
                    case 1 -> order <= 0;
                    case 2 -> order > 0;
                    default -> order >= 0;
                };
            };
        }
    }
}

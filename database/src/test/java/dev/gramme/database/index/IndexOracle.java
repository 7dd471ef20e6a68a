package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.testing.Client;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an index must hold, told from the items of its table alone. */
final class IndexOracle {
    private final Client client;
    private final String table;

    IndexOracle(Client client, String table) {
        this.client = client;
        this.table = table;
    }

    /** An index as DescribeTable tells it. */
    record Shape(
            String name,
            List<String> hashes,
            List<String> ranges,
            Map<String, String> types,
            Set<String> projected,
            long items,
            long bytes) {
        boolean holds(Map<String, Object> item) {
            List<String> keys = new ArrayList<>(hashes);
            keys.addAll(ranges);
            for (String key : keys) {
                Object value = item.get(key);
                if (value == null || !Client.map(value).containsKey(types.get(key))) {
                    return false;
                }
                int length = keyBytes(value).length;
                if (length == 0 || length > (hashes.contains(key) ? 2048 : 1024)) {
                    return false;
                }
            }
            return sum(hashes, item) <= 2048 && sum(ranges, item) <= 1024;
        }

        private static int sum(List<String> names, Map<String, Object> item) {
            return names.stream()
                    .mapToInt(name -> keyBytes(item.get(name)).length)
                    .sum();
        }

        Map<String, Object> project(Map<String, Object> item) {
            Map<String, Object> entry = new LinkedHashMap<>(item);
            if (projected != null) {
                entry.keySet().retainAll(projected);
            }
            return entry;
        }

        int compare(Map<String, Object> one, Map<String, Object> other) {
            for (String range : ranges) {
                int order = compareValues(one.get(range), other.get(range));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    private static byte[] keyBytes(Object value) {
        Map.Entry<String, Object> only = Client.map(value).entrySet().iterator().next();
        String text = (String) only.getValue();
        return switch (only.getKey()) {
            case "S" -> text.getBytes(StandardCharsets.UTF_8);
            case "B" -> Base64.getDecoder().decode(text);
            default -> new byte[1];
        };
    }

    static int compareValues(Object one, Object other) {
        String number = (String) Client.map(one).get("N");
        return number == null
                ? Arrays.compareUnsigned(keyBytes(one), keyBytes(other))
                : new BigDecimal(number)
                        .compareTo(new BigDecimal((String) Client.map(other).get("N")));
    }

    static boolean startsWith(Object value, Object prefix) {
        byte[] all = keyBytes(value);
        byte[] start = keyBytes(prefix);
        return all.length >= start.length && Arrays.equals(Arrays.copyOf(all, start.length), start);
    }

    /** All indexes of the table that can be read. */
    List<Shape> shapes() {
        Map<String, Object> described = client.describe(table);
        Map<String, String> types = new LinkedHashMap<>();
        for (Map<String, Object> definition : Client.maps(described.get("AttributeDefinitions"))) {
            types.put((String) definition.get("AttributeName"), (String) definition.get("AttributeType"));
        }
        List<Map<String, Object>> indexes = Client.maps(described.get("LocalSecondaryIndexes"));
        indexes.addAll(Client.maps(described.get("GlobalSecondaryIndexes")));
        List<Shape> shapes = new ArrayList<>();
        for (Map<String, Object> index : indexes) {
            List<String> hashes = keys(index, "HASH");
            List<String> ranges = keys(index, "RANGE");
            Map<String, Object> projection = Client.map(index.get("Projection"));
            Set<String> projected = null;
            if (!projection.get("ProjectionType").equals("ALL")) {
                projected = new LinkedHashSet<>(keys(described, "HASH"));
                projected.addAll(keys(described, "RANGE"));
                projected.addAll(hashes);
                projected.addAll(ranges);
                for (Object name : (List<?>) projection.getOrDefault("NonKeyAttributes", List.of())) {
                    projected.add((String) name);
                }
            }
            long items = ((Double) index.get("ItemCount")).longValue();
            long bytes = ((Double) index.get("IndexSizeBytes")).longValue();
            shapes.add(new Shape((String) index.get("IndexName"), hashes, ranges, types, projected, items, bytes));
        }
        return shapes;
    }

    private static List<String> keys(Map<String, Object> described, String type) {
        return Client.maps(described.get("KeySchema")).stream()
                .filter(key -> key.get("KeyType").equals(type))
                .map(key -> (String) key.get("AttributeName"))
                .toList();
    }

    /** All items of the table. */
    List<Map<String, Object>> items() {
        return all("Scan", new LinkedHashMap<>(Map.of("TableName", table, "ConsistentRead", true)));
    }

    /** The entries an index must have for these items. */
    static List<Map<String, Object>> entries(Shape shape, List<Map<String, Object>> items) {
        return items.stream().filter(shape::holds).map(shape::project).toList();
    }

    /** All pages of a Query or Scan. */
    List<Map<String, Object>> all(String operation, Map<String, Object> request) {
        Map<String, Object> next = new LinkedHashMap<>(request);
        List<Map<String, Object>> found = new ArrayList<>();
        while (true) {
            Map<String, Object> page = client.call(operation, next);
            found.addAll(Client.maps(page.get("Items")));
            Object last = page.get("LastEvaluatedKey");
            if (last == null) {
                return found;
            }
            next.put("ExclusiveStartKey", last);
        }
    }

    /** Every index holds what it must, as Scan and the table's description tell it. */
    void check() {
        List<Map<String, Object>> items = items();
        for (Shape shape : shapes()) {
            List<Map<String, Object>> expected = entries(shape, items);
            assertThat(all("Scan", Map.of("TableName", table, "IndexName", shape.name())))
                    .as("scan of " + shape)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(shape.items()).as("count of " + shape).isEqualTo(expected.size());
            assertThat(shape.bytes())
                    .as("bytes of " + shape)
                    .isEqualTo(expected.stream().mapToLong(Client::sizeBytes).sum());
        }
    }

    static Comparator<Map<String, Object>> order(Shape shape, boolean forward) {
        Comparator<Map<String, Object>> order = shape::compare;
        return forward ? order : order.reversed();
    }
}

package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.load.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers in a form in which equal means the same: without order where there is none. */
final class Answers {
    private Answers() {}

    /** An answer: the error's name and text, or the body. */
    record Answer(
            int status,
            String error,
            String message,
            @Nullable Object body) {
        @Override
        public String toString() {
            return error.isEmpty() ? String.valueOf(body) : error + ": " + message + (body == null ? "" : " " + body);
        }
    }

    static Answer of(String operation, int status, String text) {
        Map<String, @Nullable Object> body = text.isBlank() ? Map.of() : Json.object(Json.parse(text));
        if (status == 200) {
            return new Answer(status, "", "", normal(operation, body));
        }
        String type = String.valueOf(body.get("__type"));
        Object message = body.containsKey("message") ? body.get("message") : body.get("Message");
        Object item = body.get("Item");
        return new Answer(
                status,
                type.substring(type.indexOf('#') + 1),
                String.valueOf(message),
                item == null ? null : normal(operation, item));
    }

    /** Pages put together, in which items are without order. */
    static Answer of(String operation, Map<String, @Nullable Object> pages) {
        return new Answer(200, "", "", normal("Scan", pages));
    }

    /** What Local does not have or fills otherwise; each is checked by tests of its own. */
    private static final Set<String> LEFT_OUT = Set.of(
            "ItemCollectionMetrics",
            "TableStatus",
            "IndexStatus",
            "Backfilling",
            "CreationDateTime",
            "LastUpdateToPayPerRequestDateTime",
            "LastIncreaseDateTime",
            "LastDecreaseDateTime",
            "TableId",
            "WarmThroughput",
            "NumberOfDecreasesToday");

    private static final Set<String> UNORDERED = Set.of(
            "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "NonKeyAttributes", "Tags");

    /** Inside the answers of a batch; whole answers that fail with it are a known difference. */
    private static final String LOCAL_MISSING_TABLE = "Cannot do operations on a non-existent table";

    private static final String MISSING_TABLE = "Requested resource not found";

    private static boolean isLeftOut(String operation, String name, @Nullable Object value) {
        if (operation.equals("DeleteTable")) {
            // The service says little of a table that goes (source: API reference of DeleteTable, its example).
            return !name.equals("TableDescription") && !name.equals("TableName");
        }
        if (name.equals("ProvisionedThroughput")) {
            // Local leaves it out for indexes of on-demand tables; the service says zero.
            return value instanceof Map<?, ?> units && Double.valueOf(0).equals(units.get("ReadCapacityUnits"));
        }
        if (name.equals("ConsumedCapacity")) {
            // Local answers it unasked for deletes, counts nothing for empty pages and misses, and one unit too many
            // for batches with deletes; the documentation says otherwise.
            return !operation.equals("PutItem") && !operation.equals("UpdateItem");
        }
        return LEFT_OUT.contains(name);
    }

    private static @Nullable Object normal(String operation, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> normal = new HashMap<>();
            map.forEach((name, entry) -> {
                if (!isLeftOut(operation, (String) name, entry)) {
                    normal.put((String) name, member(operation, (String) name, entry));
                }
            });
            return normal;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> normal = new ArrayList<>();
            list.forEach(element -> normal.add(normal(operation, element)));
            return normal;
        }
        return LOCAL_MISSING_TABLE.equals(value) ? MISSING_TABLE : value;
    }

    private static @Nullable Object member(String operation, String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            if (name.equals("NS")) {
                // Local keeps 3.0 as it was sent where a set lies inside a list or map.
                Set<BigDecimal> numbers = new HashSet<>();
                list.forEach(number -> numbers.add(new BigDecimal(String.valueOf(number)).stripTrailingZeros()));
                return numbers;
            }
            boolean set = name.equals("SS") || name.equals("BS") || name.equals("NS");
            boolean unordered = operation.equals("BatchGetItem")
                    || ((operation.equals("Scan") || operation.equals("ExecuteStatement")) && name.equals("Items"))
                    || UNORDERED.contains(name);
            if (set || unordered) {
                return new HashSet<>((List<?>) normal(operation, list));
            }
        }
        if (name.equals("N") && value instanceof String number) {
            return new BigDecimal(number).stripTrailingZeros();
        }
        return normal(operation, value);
    }
}

package dev.gramme.database.testing;

import dev.gramme.database.Database;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Via;
import dev.gramme.database.cases.CaseFile;
import dev.gramme.item.Item;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls a database in JSON, with requests and answers as maps and lists. */
public final class Client {
    private static final long DEADLINE_SECONDS = 10;

    private final Database database;

    public Client(Database database) {
        this.database = database;
    }

    /** One operation; its errors are thrown as they are. */
    public Map<String, Object> call(String operation, Map<String, ?> request) {
        long deadline = database.deadline(TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS));
        Call call = new Call(Caller.open("000000000000", "test"), "us-east-1", Via.PROCESS, "test", deadline);
        JsonWriter answer = new JsonWriter();
        database.execute(call, action(operation), json(request).getBytes(StandardCharsets.UTF_8), answer);
        return answer.length() == 0 ? Map.of() : map(CaseFile.tree(new JsonReader(answer.toBytes())));
    }

    /** The action of an operation, which may be named without the service of most. */
    public static String action(String operation) {
        if (operation.contains(":")) {
            return operation;
        }
        return (operation.contains("EventSourceMapping") ? "lambda:" : "dynamodb:") + operation;
    }

    /** The table as DescribeTable tells it. */
    public Map<String, Object> describe(String table) {
        return map(call("DescribeTable", Map.of("TableName", table)).get("Table"));
    }

    /** A global index as DescribeTable tells it; null where there is none. */
    public Map<String, Object> describeGlobal(String table, String index) {
        for (Map<String, Object> one : maps(describe(table).get("GlobalSecondaryIndexes"))) {
            if (one.get("IndexName").equals(index)) {
                return one;
            }
        }
        return null;
    }

    /** Waits until a table and its global indexes are ACTIVE. */
    public void awaitActive(String table) {
        for (int wait = 0; wait < 3_000; wait++) {
            Map<String, Object> now = describe(table);
            boolean active = "ACTIVE".equals(now.get("TableStatus"));
            for (Map<String, Object> index : maps(now.get("GlobalSecondaryIndexes"))) {
                active &= "ACTIVE".equals(index.get("IndexStatus"));
            }
            if (active) {
                return;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Not active after half a minute: " + describe(table));
    }

    @SuppressWarnings("unchecked") // every object of a tree has string keys
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** A list of objects; empty for null. */
    public static List<Map<String, Object>> maps(Object value) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (value != null) {
            ((List<?>) value).forEach(entry -> maps.add(map(entry)));
        }
        return maps;
    }

    public static int sizeBytes(Map<String, Object> item) {
        Item decoded = ItemJson.readItem(new JsonReader(json(item).getBytes(StandardCharsets.UTF_8)));
        return decoded.sizeBytes();
    }

    public static String json(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> {
                List<String> fields = new ArrayList<>();
                map.forEach((name, entry) -> fields.add(quoted((String) name) + ":" + json(entry)));
                yield "{" + String.join(",", fields) + "}";
            }
            case List<?> list -> {
                List<String> elements = new ArrayList<>();
                list.forEach(element -> elements.add(json(element)));
                yield "[" + String.join(",", elements) + "]";
            }
            case String text -> quoted(text);
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}

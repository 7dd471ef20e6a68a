package dev.gramme.acceptance.demo;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks by Query, Scan and UpdateItem, page by page. */
final class Questions {
    private final ApiConnection connection;

    Questions(ApiConnection connection) {
        this.connection = connection;
    }

    /** All items of a Query or Scan, whose request is given without the last brace. */
    List<Map<String, @Nullable Object>> items(String operation, String request) throws IOException {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        pages(operation, request, page -> {
            for (Object item : Json.array(page.get("Items"))) {
                items.add(Json.object(item));
            }
        });
        return items;
    }

    /** How many items a Query or Scan counts. */
    long count(String operation, String request) throws IOException {
        long[] count = new long[1];
        pages(operation, request + ",\"Select\":\"COUNT\"", page -> count[0] += (long) number(page.get("Count")));
        return count[0];
    }

    private void pages(String operation, String request, Consumer<Map<String, @Nullable Object>> each)
            throws IOException {
        String start = "";
        while (true) {
            String answer = connection.call(operation, request + start + "}");
            Map<String, @Nullable Object> page = Json.object(Json.parse(answer));
            each.accept(page);
            if (page.get("LastEvaluatedKey") == null) {
                return;
            }
            start = ",\"ExclusiveStartKey\":" + object(answer, "LastEvaluatedKey");
        }
    }

    /** A member of an answer as it was sent. */
    private static String object(String answer, String member) {
        int from = answer.indexOf("\"" + member + "\":") + member.length() + 3;
        int depth = 0;
        for (int at = from; at < answer.length(); at++) {
            if (answer.charAt(at) == '{') {
                depth++;
            } else if (answer.charAt(at) == '}' && --depth == 0) {
                return answer.substring(from, at + 1);
            }
        }
        throw new IllegalArgumentException("Not whole: " + answer);
    }

    void update(String request) throws IOException {
        connection.call("UpdateItem", request);
    }

    /** The number or text of an attribute; null where the item has none. */
    static @Nullable String attribute(Map<String, @Nullable Object> item, String name) {
        Object value = item.get(name);
        if (value == null) {
            return null;
        }
        return (String) Json.object(value).values().iterator().next();
    }

    static double number(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException("Not a number: " + value);
    }
}

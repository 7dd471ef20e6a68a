package dev.gramme.database.resource;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement of a policy as it is written, for rules about what may be written; the document must be a policy already.
 *
 * @param notPrincipal whether it names those it is not about
 * @param principals the ids by kind, such as {@code AWS}
 * @param actions the values of Action and NotAction
 * @param conditions by operator, then key
 */
record StatementText(
        boolean allows,
        boolean notPrincipal,
        Map<String, List<String>> principals,
        List<String> actions,
        Map<String, Map<String, List<String>>> conditions) {
    static List<StatementText> of(String document) {
        JsonReader json = new JsonReader(document.getBytes(StandardCharsets.UTF_8));
        List<StatementText> statements = new ArrayList<>();
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (!name.equals("Statement")) {
                json.skipValue();
            } else if (json.peek() == JsonToken.OBJECT) {
                statements.add(read(json));
            } else {
                json.beginArray();
                while (json.nextElement()) {
                    statements.add(read(json));
                }
            }
        }
        return statements;
    }

    /** The principals of a kind. */
    List<String> principals(String kind) {
        return principals.getOrDefault(kind, List.of());
    }

    private static StatementText read(JsonReader json) {
        boolean allows = false;
        boolean notPrincipal = false;
        Map<String, List<String>> principals = Map.of();
        List<String> actions = List.of();
        Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            switch (name) {
                case "Effect" -> allows = json.string().equals("Allow");
                case "Action", "NotAction" -> actions = values(json);
                case "Principal", "NotPrincipal" -> {
                    notPrincipal = name.startsWith("Not");
                    principals = json.peek() == JsonToken.OBJECT ? lists(json) : Map.of("AWS", values(json));
                }
                case "Condition" -> {
                    json.beginObject();
                    for (String operator = json.nextField(); operator != null; operator = json.nextField()) {
                        conditions.put(operator, lists(json));
                    }
                }
                default -> json.skipValue();
            }
        }
        return new StatementText(allows, notPrincipal, principals, actions, conditions);
    }

    private static Map<String, List<String>> lists(JsonReader json) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            lists.put(name, values(json));
        }
        return lists;
    }

    private static List<String> values(JsonReader json) {
        if (json.peek() != JsonToken.ARRAY) {
            return List.of(value(json));
        }
        List<String> values = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            values.add(value(json));
        }
        return values;
    }

    private static String value(JsonReader json) {
        return switch (json.peek()) {
            case STRING -> json.string();
            case TRUE, FALSE -> String.valueOf(json.bool());
            default -> {
                json.skipValue(); // a number: no rule asks for one
                yield "";
            }
        };
    }
}

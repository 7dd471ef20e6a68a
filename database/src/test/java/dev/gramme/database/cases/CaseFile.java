package dev.gramme.database.cases;

import dev.gramme.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of cases: steps done first ({@code given}), then cases one after the other, each an operation, its request and
 * the exact answer or error. All cases of a file see the state the ones before left.
 */
public record CaseFile(String name, List<Step> given, List<Step> cases) {
    /** The files there are, in src/test/resources/cases. */
    public static final List<String> NAMES = List.of(
            "tables",
            "put-item",
            "update-item",
            "query-and-scan",
            "batches",
            "requests",
            "indexes",
            "transactions",
            "partiql");

    /**
     * One call.
     *
     * @param answer members the answer must have, exactly; null where an error is expected or nothing is checked
     * @param error name and message of the error, the reasons of a cancelled transaction, and the item where a failed
     *     condition was to tell it; null where there must be none
     */
    public record Step(String title, String operation, String request, Object answer, Map<String, Object> error) {}

    public static CaseFile load(String name) {
        try (InputStream in = CaseFile.class.getResourceAsStream("/cases/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("No such case file: " + name);
            }
            Map<String, Object> file = object(tree(new JsonReader(in.readAllBytes())));
            return new CaseFile(name, steps(file.get("given")), steps(file.get("cases")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Step> steps(Object steps) {
        List<Step> all = new ArrayList<>();
        for (Object entry : (List<?>) steps) {
            Map<String, Object> step = object(entry);
            String operation = (String) step.get("operation");
            Object request = step.get("request");
            String body = request instanceof String raw ? raw : json(request);
            Object error = step.get("error");
            String title = (String) step.getOrDefault("title", operation);
            all.add(new Step(title, operation, body, step.get("answer"), error == null ? null : object(error)));
        }
        return all;
    }

    @SuppressWarnings("unchecked") // every object of a tree has string keys
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** Any JSON as maps, lists, strings, numbers, booleans and nulls. */
    public static Object tree(JsonReader reader) {
        return switch (reader.peek()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                reader.beginObject();
                for (String name = reader.nextField(); name != null; name = reader.nextField()) {
                    map.put(name, tree(reader));
                }
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.nextElement()) {
                    list.add(tree(reader));
                }
                yield list;
            }
            case STRING -> reader.string();
            case NUMBER -> reader.number();
            case TRUE, FALSE -> reader.bool();
            case NULL -> {
                reader.tryNull();
                yield null;
            }
        };
    }

    private static String json(Object value) {
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
            case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
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

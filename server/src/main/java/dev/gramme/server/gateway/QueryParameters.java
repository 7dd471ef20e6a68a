package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.ValueShape;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a Query request, {@code Tags.member.1.Key=owner}, as a tree: each name is a path with dots between
 * its parts. What an operation does not know is passed over, as AWS does.
 */
final class QueryParameters {
    /** Our own limit, far beyond what any operation takes. */
    private static final int MAX_PARAMETERS = 10_000;
    /** Parts of all names together: each takes a hundred times the memory of its two bytes. */
    private static final int MAX_PARTS = 50_000;

    private static final String MEMBER = "member";
    private static final String ENTRY = "entry";

    private final Map<String, QueryParameters> parts = new LinkedHashMap<>();
    private @Nullable String value;

    private QueryParameters() {}

    /** The value of one parameter, not yet decoded; null where it is not there. */
    static @Nullable String find(String text, String name) {
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('&', at);
            int next = end < 0 ? text.length() : end;
            if (text.startsWith(name, at) && at + name.length() < next && text.charAt(at + name.length()) == '=') {
                return text.substring(at + name.length() + 1, next);
            }
            at = next + 1;
        }
        return null;
    }

    static QueryParameters parse(String text) {
        String[] pairs = text.split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw malformed("The request has more than " + MAX_PARAMETERS + " parameters");
        }
        QueryParameters root = new QueryParameters();
        long parts = 0;
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                parts += 1 + name.chars().filter(c -> c == '.').count();
                if (parts > MAX_PARTS) {
                    throw malformed("The names of the parameters have more than " + MAX_PARTS + " parts");
                }
                root.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return root;
    }

    private void put(String name, String text) {
        QueryParameters node = this;
        int at = 0;
        while (at <= name.length()) {
            int dot = name.indexOf('.', at);
            int end = dot < 0 ? name.length() : dot;
            node = node.parts.computeIfAbsent(name.substring(at, end), part -> new QueryParameters());
            at = end + 1;
        }
        node.value = text;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("A parameter is not well encoded");
        }
    }

    private static DynamoException malformed(String message) {
        return new DynamoException(ErrorCode.SERIALIZATION, message);
    }

    /** Writes what is there of a value of this shape. */
    void write(ValueShape shape, JsonWriter writer) {
        switch (shape) {
            case ValueShape.Structured structured -> {
                writer.beginObject();
                structured.members().forEach((name, member) -> {
                    QueryParameters part = parts.get(name);
                    if (part != null) {
                        writer.field(name);
                        part.write(member, writer);
                    }
                });
                writer.endObject();
            }
            case ValueShape.Listed listed -> {
                writer.beginArray();
                numbered(MEMBER).values().forEach(element -> element.write(listed.member(), writer));
                writer.endArray();
            }
            case ValueShape.Mapped mapped -> {
                writer.beginObject();
                for (QueryParameters entry : numbered(ENTRY).values()) {
                    QueryParameters key = entry.parts.get("key");
                    QueryParameters mappedValue = entry.parts.get("value");
                    if (key != null && mappedValue != null) {
                        writer.field(key.text());
                        mappedValue.write(mapped.member(), writer);
                    }
                }
                writer.endObject();
            }
            case ValueShape.Plain plain -> writePlain(plain, writer);
        }
    }

    private void writePlain(ValueShape.Plain plain, JsonWriter writer) {
        String text = text();
        switch (plain) {
            case TEXT -> writer.string(text);
            case FLAG -> {
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> writer.bool(true);
                    case "false" -> writer.bool(false);
                    default -> throw malformed("A parameter must be true or false");
                }
            }
            case NUMBER -> {
                try {
                    writer.number(Long.parseLong(text));
                } catch (NumberFormatException e) {
                    throw malformed("A parameter must be a number");
                }
            }
            case TIME -> {
                try {
                    writer.number(Instant.parse(text).toEpochMilli() / 1000.0);
                } catch (DateTimeParseException | ArithmeticException e) {
                    throw malformed("A parameter must be a date as in ISO 8601");
                }
            }
        }
    }

    /** The elements of a list or map in the order of their numbers. */
    private Map<Integer, QueryParameters> numbered(String kind) {
        Map<Integer, QueryParameters> elements = new TreeMap<>();
        QueryParameters part = parts.get(kind);
        if (part != null) {
            part.parts.forEach((number, element) -> {
                try {
                    elements.put(Integer.valueOf(number), element);
                } catch (NumberFormatException e) {
                    throw malformed("The elements of a list must be numbered");
                }
            });
        }
        return elements;
    }

    private String text() {
        return value == null ? "" : value;
    }
}

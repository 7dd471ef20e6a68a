package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one request, over its ExpressionAttributeNames and ExpressionAttributeValues. Ask for each
 * expression the request has, then {@link #checkAllUsed}.
 */
public final class Expressions {
    /** Most operators and functions in one expression (source: "Constraints in Amazon DynamoDB"). */
    public static final int MAX_OPERATORS = 300;
    /** Most operands on the right of IN. */
    public static final int MAX_IN = 100;

    private static final int MAX_PLACEHOLDER_BYTES = 255;
    /** Most bytes of all names and values together (source: "Constraints in Amazon DynamoDB"). */
    static final int MAX_SUBSTITUTION_BYTES = 2 << 20;

    private static final ParsedTexts<Condition> CONDITIONS =
            new ParsedTexts<>(text -> ConditionParser.parse(ExpressionKind.CONDITION, text));
    private static final ParsedTexts<Condition> FILTERS =
            new ParsedTexts<>(text -> ConditionParser.parse(ExpressionKind.FILTER, text));
    private static final ParsedTexts<Condition> KEY_CONDITIONS =
            new ParsedTexts<>(text -> ConditionParser.parse(ExpressionKind.KEY_CONDITION, text));
    private static final ParsedTexts<List<Path>> PROJECTIONS = new ParsedTexts<>(ProjectionParser::parse);
    private static final ParsedTexts<List<UpdateAction>> UPDATES = new ParsedTexts<>(UpdateParser::parse);

    private final @Nullable Map<String, String> names;
    private final @Nullable Item values;
    private final Set<String> usedNames = new LinkedHashSet<>(4);
    private final Set<String> usedValues = new LinkedHashSet<>(4);

    /** Takes the placeholders of a request, and refuses malformed ones; null where the request has none. */
    public Expressions(@Nullable Map<String, String> names, @Nullable Item values) {
        this.names = names;
        this.values = values;
        long nameBytes = names == null ? 0 : checkNames(names);
        if (values != null) {
            checkValues(values, nameBytes);
        }
    }

    private static long checkNames(Map<String, String> names) {
        if (names.isEmpty()) {
            throw DynamoException.validation("ExpressionAttributeNames must not be empty");
        }
        long bytes = 0;
        for (var entry : names.entrySet()) {
            checkKey("ExpressionAttributeNames", entry.getKey(), '#');
            if (entry.getValue().isEmpty()) {
                throw DynamoException.validation(
                        "ExpressionAttributeNames contains invalid value: Empty attribute name for key "
                                + entry.getKey());
            }
            bytes += entry.getKey().length() + utf8Bytes(entry.getValue());
        }
        if (bytes > MAX_SUBSTITUTION_BYTES) {
            throw DynamoException.validation("ExpressionAttributeNames exceeds max size");
        }
        return bytes;
    }

    /** Bytes of a text in UTF-8, without encoding it where it is plain ASCII. */
    private static int utf8Bytes(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }

    private static void checkValues(Item values, long nameBytes) {
        if (values.isEmpty()) {
            throw DynamoException.validation("ExpressionAttributeValues must not be empty");
        }
        for (String key : values.names()) {
            checkKey("ExpressionAttributeValues", key, ':');
        }
        String fault = values.fault();
        if (fault != null) {
            throw DynamoException.validation("ExpressionAttributeValues contains invalid value: " + fault + " for key "
                    + values.faultyAttribute());
        }
        if (values.encoded().length + nameBytes > MAX_SUBSTITUTION_BYTES
                && values.sizeBytes() + nameBytes > MAX_SUBSTITUTION_BYTES) {
            throw DynamoException.validation("ExpressionAttributeValues exceeds max size");
        }
    }

    private static void checkKey(String parameter, String key, char mark) {
        boolean wellFormed = key.length() > 1 && key.charAt(0) == mark;
        for (int at = 1; wellFormed && at < key.length(); at++) {
            char c = key.charAt(at);
            wellFormed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }
        if (!wellFormed) {
            throw DynamoException.validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
        if (key.length() > MAX_PLACEHOLDER_BYTES) {
            throw DynamoException.validation(
                    parameter + " contains invalid key: The expression attribute map contains a key that is too long;"
                            + (mark == '#' ? " size of key: " + key.length() : ""));
        }
    }

    private Binder binder(ExpressionKind kind) {
        return new Binder(kind, names, name -> values == null ? null : values.find(name), usedNames, usedValues);
    }

    public Condition condition(String text) {
        return binder(ExpressionKind.CONDITION).bind(CONDITIONS.get(text));
    }

    public Condition filter(String text) {
        return binder(ExpressionKind.FILTER).bind(FILTERS.get(text));
    }

    public KeyCondition keyCondition(String text) {
        return KeyCondition.of(binder(ExpressionKind.KEY_CONDITION).bind(KEY_CONDITIONS.get(text)));
    }

    public Projection projection(String text) {
        Binder binder = binder(ExpressionKind.PROJECTION);
        List<Path> paths = new ArrayList<>();
        for (Path path : PROJECTIONS.get(text)) {
            paths.add(binder.bind(path));
        }
        Binder.checkOverlaps(ExpressionKind.PROJECTION, paths);
        return new Projection(paths);
    }

    public UpdatePlan update(String text) {
        Binder binder = binder(ExpressionKind.UPDATE);
        List<UpdateAction> actions = new ArrayList<>();
        for (UpdateAction action : UPDATES.get(text)) {
            actions.add(binder.bind(action));
        }
        Binder.checkOverlaps(
                ExpressionKind.UPDATE, actions.stream().map(UpdateAction::path).toList());
        return new UpdatePlan(actions);
    }

    /** Refuses names and values that no expression used. */
    public void checkAllUsed() {
        if (names != null && usedNames.size() < names.size()) {
            throw unused("ExpressionAttributeNames", names.keySet(), usedNames);
        }
        if (values != null && usedValues.size() < values.count()) {
            throw unused("ExpressionAttributeValues", values.names(), usedValues);
        }
    }

    private static DynamoException unused(String parameter, Iterable<String> given, Set<String> used) {
        List<String> unused = new ArrayList<>();
        for (String key : given) {
            if (!used.contains(key)) {
                unused.add(key);
            }
        }
        return DynamoException.validation(
                "Value provided in " + parameter + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
    }

    /**
     * Refuses placeholders in a request without the expressions they could stand in.
     *
     * @param missing the expressions the operation has, as DynamoDB lists them: {@code ConditionExpression is null}
     */
    public static void requireNone(@Nullable Map<String, String> names, @Nullable Item values, String missing) {
        if (names != null) {
            throw DynamoException.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (values != null) {
            throw DynamoException.validation(
                    "ExpressionAttributeValues can only be specified when using expressions: " + missing);
        }
    }
}

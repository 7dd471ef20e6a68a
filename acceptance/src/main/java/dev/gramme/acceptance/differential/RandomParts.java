package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.load.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Parts of requests drawn by a seed. Values that expressions name are kept until {@link #begin}. */
final class RandomParts {
    static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d", "e");
    private static final List<String> RETURNS = List.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");

    private final Random random;
    private final List<String> values = new ArrayList<>();

    RandomParts(long seed) {
        this.random = new Random(seed);
    }

    /** Begins a request. */
    void begin() {
        values.clear();
    }

    /** The values named since {@link #begin}, as a member of the request; empty where there are none. */
    String bound() {
        return values.isEmpty() ? "" : ",\"ExpressionAttributeValues\":{" + String.join(",", values) + "}";
    }

    int number(int below) {
        return random.nextInt(below);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    String capacity() {
        return chance(3) ? ",\"ReturnConsumedCapacity\":\"" + pick(List.of("TOTAL", "INDEXES", "NONE")) + "\"" : "";
    }

    String returns() {
        return chance(2) ? ",\"ReturnValues\":\"" + pick(RETURNS) + "\"" : "";
    }

    String keyValue(String type) {
        return switch (chance(80) ? pick(List.of("S", "N", "B")) : type) {
            case "S" -> Json.s(chance(60) ? "" : pick(List.of("k", "kk", "ka", "l", "é", "z1")));
            case "N" -> Json.n(pick(List.of("0", "1", "-1", "10", "2.5", "-3e2")));
            default -> "{\"B\":\"" + pick(List.of("AA==", "AAE=", "AQ==", "/w==")) + "\"}";
        };
    }

    String value(int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 12)) {
            case 0, 1 ->
                Json.n(pick(List.of("0", "1", "2", "-5", "3.25", "1e10", "100000000000000000000000000000000001")));
            case 2, 3 -> Json.s(pick(List.of("", "x", "xy", "yx", "ü")));
            case 4 -> pick(List.of("{\"BOOL\":true}", "{\"BOOL\":false}", "{\"NULL\":true}"));
            case 5 -> "{\"B\":\"" + pick(List.of("eA==", "eHk=", "")) + "\"}";
            case 6 -> "{\"SS\":" + pick(List.of("[\"x\"]", "[\"x\",\"y\"]", "[\"y\",\"z\"]")) + "}";
            case 7 -> "{\"NS\":" + pick(List.of("[\"1\"]", "[\"1\",\"2\"]", "[\"2\",\"3.0\"]")) + "}";
            case 8, 9 -> "{\"L\":[" + value(depth + 1) + "," + value(depth + 1) + "]}";
            default -> "{\"M\":{\"a\":" + value(depth + 1) + ",\"b\":" + value(depth + 1) + "}}";
        };
    }

    String placeholder() {
        return placeholder(value(1));
    }

    String placeholder(String value) {
        String name = ":v" + values.size();
        values.add("\"" + name + "\":" + value);
        return name;
    }

    String path() {
        String path = pick(ATTRIBUTES);
        while (chance(3)) {
            path += chance(2) ? "." + pick(List.of("a", "b")) : "[" + random.nextInt(3) + "]";
        }
        return path;
    }

    String condition() {
        if (!chance(3)) {
            return "";
        }
        return ",\"ConditionExpression\":" + Json.quote(conditionText(0))
                + (chance(2) ? ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"" : "");
    }

    String conditionText(int depth) {
        return switch (random.nextInt(depth > 2 ? 9 : 12)) {
            case 0, 1 -> "attribute_exists(" + path() + ")";
            case 2 -> "attribute_not_exists(" + path() + ")";
            case 3, 4 -> path() + " " + pick(List.of("=", "<>", "<", "<=", ">", ">=")) + " " + placeholder();
            case 5 -> "contains(" + path() + ", " + placeholder() + ")";
            case 6 -> "begins_with(" + path() + ", " + placeholder(Json.s(pick(List.of("", "x", "k")))) + ")";
            case 7 ->
                "size(" + path() + ") " + pick(List.of("=", "<", ">")) + " "
                        + placeholder(Json.n("" + random.nextInt(3)));
            case 8 ->
                chance(2)
                        ? path() + " IN (" + placeholder() + ", " + placeholder() + ")"
                        : "attribute_type(" + path() + ", "
                                + placeholder(Json.s(pick(List.of("S", "N", "L", "M", "SS")))) + ")";
            case 9 -> "NOT " + conditionText(depth + 1);
            case 10 -> conditionText(depth + 1) + " OR " + conditionText(depth + 1);
            default -> "(" + conditionText(depth + 1) + " AND " + conditionText(depth + 1) + ")";
        };
    }

    /** An update expression as a member of the request; empty where it has no clause. */
    String update() {
        List<String> clauses = new ArrayList<>();
        if (chance(2)) {
            clauses.add("SET " + path() + " = " + setValue() + (chance(3) ? ", " + path() + " = " + setValue() : ""));
        }
        if (chance(4)) {
            clauses.add("REMOVE " + path() + (chance(3) ? ", " + path() : ""));
        }
        if (chance(4)) {
            clauses.add("ADD " + path() + " " + placeholder());
        }
        if (chance(5)) {
            clauses.add("DELETE " + path() + " " + placeholder());
        }
        return clauses.isEmpty() ? "" : ",\"UpdateExpression\":" + Json.quote(String.join(" ", clauses));
    }

    String setValue() {
        return switch (random.nextInt(6)) {
            case 0 -> path();
            case 1 -> path() + " " + pick(List.of("+", "-")) + " " + placeholder(Json.n("" + random.nextInt(5)));
            case 2 -> "if_not_exists(" + path() + ", " + placeholder() + ")";
            case 3 -> "list_append(" + path() + ", " + placeholder("{\"L\":[" + value(2) + "]}") + ")";
            default -> placeholder();
        };
    }

    String projection() {
        if (!chance(3)) {
            return "";
        }
        return ",\"ProjectionExpression\":\"" + path() + (chance(2) ? ", " + path() : "") + "\"";
    }
}

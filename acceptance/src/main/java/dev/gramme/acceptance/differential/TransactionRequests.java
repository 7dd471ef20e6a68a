package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.RandomRequests.Table;
import dev.gramme.acceptance.load.Json;
import java.util.ArrayList;
import java.util.List;

/** Transactions on few items, some of them wrong in one of the ways a transaction can be wrong. */
final class TransactionRequests implements Workload {
    private static final int MOST_ACTIONS = 100;
    private static final List<Table> TABLES = List.of(new Table("txHash", "S", ""), new Table("txSorted", "S", "N"));

    private final RandomParts parts;
    /** Tokens are remembered for ten minutes, also from the last run of the same seed. */
    private final String run = Long.toString(System.nanoTime(), 36);

    private int tokens;

    TransactionRequests(long seed) {
        this.parts = new RandomParts(seed);
    }

    @Override
    public List<Request> before() {
        return TABLES.stream().map(RandomRequests::create).toList();
    }

    @Override
    public List<Request> after() {
        return TABLES.stream()
                .map(table -> new Request("DeleteTable", "{\"TableName\":\"" + table.name() + "\"}"))
                .toList();
    }

    @Override
    public Request next() {
        int count = parts.chance(60) ? parts.pick(List.of(0, MOST_ACTIONS + 1)) : 1 + parts.number(4);
        List<String> actions = new ArrayList<>();
        boolean read = parts.chance(3);
        for (int at = 0; at < count; at++) {
            parts.begin();
            actions.add(read ? get(at) : action(at));
        }
        String items = "{\"TransactItems\":[" + String.join(",", actions) + "]";
        return read
                ? new Request("TransactGetItems", items + parts.capacity() + "}")
                : new Request("TransactWriteItems", items + token() + parts.capacity() + "}");
    }

    /** A token of its own; one used again with the same parameters is left to tests that look at the effect. */
    private String token() {
        return switch (parts.number(30)) {
            case 0 -> ",\"ClientRequestToken\":\"" + "t".repeat(37) + "\"";
            case 1, 2, 3, 4 -> ",\"ClientRequestToken\":\"" + run + "-" + tokens++ + "\"";
            default -> "";
        };
    }

    /** A key that is mostly the action's own, so that few transactions name an item twice. */
    private String key(Table table, int action) {
        String pk = Json.s("k" + (parts.chance(30) ? 0 : action));
        String sk = parts.chance(60) ? Json.s("text") : Json.n("" + parts.number(2));
        boolean sorted = !table.rangeType().isEmpty() && !parts.chance(60);
        return "\"pk\":" + (parts.chance(60) ? parts.value(1) : pk) + (sorted ? ",\"sk\":" + sk : "");
    }

    private String table(Table table) {
        return "\"TableName\":\"" + (parts.chance(60) ? "missing" : table.name()) + "\"";
    }

    private String get(int at) {
        Table table = parts.pick(TABLES);
        return "{\"Get\":{" + table(table) + ",\"Key\":{" + key(table, at) + "}" + parts.projection() + "}}";
    }

    private String action(int at) {
        Table table = parts.pick(TABLES);
        String key = key(table, at);
        String action = switch (parts.number(8)) {
            case 0, 1, 2 -> "\"Put\":{" + table(table) + ",\"Item\":{" + key + attributes() + "}";
            case 3, 4 -> "\"Update\":{" + table(table) + ",\"Key\":{" + key + "}" + update();
            case 5, 6 -> "\"Delete\":{" + table(table) + ",\"Key\":{" + key + "}";
            default ->
                "\"ConditionCheck\":{" + table(table) + ",\"Key\":{" + key + "}"
                        + (parts.chance(30) ? "" : ",\"ConditionExpression\":\"" + check() + "\"");
        };
        boolean checked = action.startsWith("\"ConditionCheck");
        String condition =
                checked ? returns() : parts.chance(3) ? ",\"ConditionExpression\":\"" + check() + "\"" + returns() : "";
        String text = "{" + action + condition + parts.bound() + "}";
        return parts.chance(60)
                ? text + ",\"Delete\":{\"TableName\":\"txHash\",\"Key\":{\"pk\":" + Json.s("x") + "}}}"
                : text + "}";
    }

    private String returns() {
        return parts.chance(2) ? ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"" : "";
    }

    private String attributes() {
        return (parts.chance(2) ? ",\"a\":" + parts.value(1) : "") + (parts.chance(2) ? ",\"b\":" + Json.n("1") : "");
    }

    private String update() {
        return switch (parts.number(4)) {
            case 0 -> ",\"UpdateExpression\":\"ADD b " + parts.placeholder(Json.n("1")) + "\"";
            case 1 -> ",\"UpdateExpression\":\"REMOVE a\"";
            default -> ",\"UpdateExpression\":\"SET a = " + parts.placeholder() + "\"";
        };
    }

    /** Mostly true, so that some transactions come to pass. */
    private String check() {
        return switch (parts.number(6)) {
            case 0 -> "attribute_exists(pk)";
            case 1 -> "attribute_not_exists(pk)";
            case 2 -> parts.conditionText(2);
            default -> "attribute_not_exists(c) OR b > " + parts.placeholder(Json.n("5"));
        };
    }
}

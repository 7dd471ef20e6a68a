package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.RandomRequests.Table;
import dev.gramme.acceptance.load.Json;
import java.util.ArrayList;
import java.util.List;

/** PartiQL statements, alone, in batches and in transactions. */
final class StatementRequests implements Workload {
    private static final List<Table> TABLES = List.of(new Table("stHash", "S", ""), new Table("stSorted", "S", "N"));
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> RETURNING = List.of(
            "",
            "",
            " RETURNING ALL OLD *",
            " RETURNING ALL NEW *",
            " RETURNING MODIFIED OLD *",
            " RETURNING MODIFIED NEW *");

    private final RandomParts parts;
    private final List<String> parameters = new ArrayList<>();

    /** Local carries out statements of a batch that it then refuses because two are for one item. */
    private boolean ownKeys;

    StatementRequests(long seed) {
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
        int kind = parts.number(10);
        ownKeys = kind == 0;
        return switch (kind) {
            case 0 ->
                new Request("BatchExecuteStatement", "{\"Statements\":" + statements(parts.chance(2), true) + "}");
            case 1 ->
                new Request(
                        "ExecuteTransaction", "{\"TransactStatements\":" + statements(parts.chance(3), false) + "}");
            default -> new Request("ExecuteStatement", statement(parts.chance(3) ? select(false, 0) : write(0, true)));
        };
    }

    /** Of items that are mostly each statement's own; reads or writes, never both. */
    private String statements(boolean read, boolean returning) {
        List<String> statements = new ArrayList<>();
        int count = 1 + parts.number(4);
        for (int at = 0; at < count; at++) {
            statements.add(statement(read ? select(true, at) : write(at, returning && parts.chance(3))));
        }
        return "[" + String.join(",", statements) + "]";
    }

    private String statement(String text) {
        String bound = parameters.isEmpty() ? "" : ",\"Parameters\":[" + String.join(",", parameters) + "]";
        parameters.clear();
        return "{\"Statement\":" + Json.quote(text) + bound + "}";
    }

    private String table(Table table) {
        return "\"" + (parts.chance(60) ? "missing" : table.name()) + "\"";
    }

    private String hash(int at) {
        int key = ownKeys ? at : at + parts.number(2);
        return value(Json.s("k" + key), "'k" + key + "'");
    }

    private String range() {
        String number = "" + parts.number(3);
        return value(Json.n(number), number);
    }

    /** A parameter or a literal. */
    private String value(String parameter, String literal) {
        if (parts.chance(2)) {
            return literal;
        }
        parameters.add(parameter);
        return "?";
    }

    private String any() {
        return switch (parts.number(9)) {
            case 0, 1 -> value(Json.n("" + parts.number(4)), "" + parts.number(4));
            case 2, 3 ->
                value(Json.s(parts.pick(List.of("x", "xy", "ü"))), parts.pick(List.of("'x'", "'it''s'", "'ü'")));
            case 4 -> parts.pick(List.of("true", "false", "NULL"));
            case 5 -> value("{\"L\":[" + Json.n("1") + "," + Json.s("x") + "]}", "[1, 'x', true]");
            case 6 -> value("{\"M\":{\"a\":" + Json.n("1") + "}}", "{'a': 1, 'b': {'a': 2}}");
            case 7 -> value("{\"SS\":[\"x\",\"y\"]}", "<<'x', 'z'>>");
            default -> value("{\"NS\":[\"1\",\"2\"]}", "<<1, 3>>");
        };
    }

    private String write(int at, boolean returning) {
        return switch (parts.number(5)) {
            case 0, 1 -> insert(at);
            case 2 -> delete(at, returning);
            default -> update(at, returning);
        };
    }

    private String insert(int at) {
        Table table = parts.pick(TABLES);
        StringBuilder item = new StringBuilder("INSERT INTO " + table(table) + " VALUE {'pk': " + hash(at));
        if (!table.rangeType().isEmpty()) {
            item.append(", 'sk': ").append(range());
        }
        for (String name : RandomParts.ATTRIBUTES) {
            if (parts.chance(2)) {
                item.append(", '").append(name).append("': ").append(any());
            }
        }
        return item.append('}').toString();
    }

    private String update(int at, boolean returning) {
        Table table = parts.pick(TABLES);
        StringBuilder text = new StringBuilder("UPDATE " + table(table));
        List<String> names = new ArrayList<>(RandomParts.ATTRIBUTES);
        int changes = 1 + parts.number(2);
        for (int change = 0; change < changes; change++) {
            String name = names.remove(parts.number(names.size()));
            text.append(
                    switch (parts.number(5)) {
                        case 0 -> " REMOVE " + name;
                        case 1 -> " SET " + name + " = " + parts.pick(names);
                        default -> " SET " + name + " = " + any();
                    });
        }
        return text.append(where(table, at))
                .append(returning ? parts.pick(RETURNING) : "")
                .toString();
    }

    private String delete(int at, boolean returning) {
        Table table = parts.pick(TABLES);
        return "DELETE FROM " + table(table) + where(table, at)
                + (returning && parts.chance(2) ? " RETURNING ALL OLD *" : "");
    }

    /** The whole key, and sometimes a condition. */
    private String where(Table table, int at) {
        return " WHERE pk = " + hash(at) + (table.rangeType().isEmpty() ? "" : " AND sk = " + range())
                + (parts.chance(3) ? " AND " + condition() : "");
    }

    private String select(boolean single, int at) {
        Table table = parts.pick(TABLES);
        String columns = parts.chance(2) ? "*" : parts.pick(List.of("pk", "a, b", "c", "pk, d, e"));
        String from = "SELECT " + columns + " FROM " + table(table);
        if (single) {
            return from + " WHERE pk = " + hash(at) + (table.rangeType().isEmpty() ? "" : " AND sk = " + range());
        }
        return switch (parts.number(5)) {
            case 0 -> from;
            case 1 -> from + " WHERE " + condition();
            case 2 -> from + " WHERE pk IN (" + hash(0) + ", " + hash(2) + ")";
            default ->
                from + " WHERE pk = " + hash(at) + (parts.chance(2) ? "" : " AND " + condition())
                        + (table.rangeType().isEmpty() || parts.chance(2)
                                ? ""
                                : " AND sk " + parts.pick(List.of("<", "<=", ">", ">=")) + " " + range());
        };
    }

    private String condition() {
        String name = parts.pick(RandomParts.ATTRIBUTES);
        return switch (parts.number(8)) {
            case 0 -> "attribute_type(" + name + ", 'S')";
            case 1 -> name + " IS MISSING";
            case 2 -> name + " IS NOT MISSING";
            case 3 -> "begins_with(" + name + ", 'x')";
            case 4 -> "contains(" + name + ", 'x')";
            case 5 -> name + " BETWEEN 1 AND 3";
            case 6 -> "(" + name + " = " + any() + " OR " + parts.pick(RandomParts.ATTRIBUTES) + " = " + any() + ")";
            default -> name + " " + parts.pick(COMPARISONS) + " " + any();
        };
    }
}

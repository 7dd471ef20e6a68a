package dev.gramme.acceptance.differential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables that come, change and go, mostly with one thing wrong. Local knows no tags, and takes its time to delete
 * indexes.
 */
final class TableRequests implements Workload {
    private static final List<String> NAMES = List.of("tab-one", "tab-two", "tab-three");
    /**
     * The one that is not on-demand. Local takes throughput for an on-demand table, which is documented as an error,
     * and the two would go on in different states.
     */
    private static final String PROVISIONED = "tab-one";

    private static final List<String> TYPES = List.of("S", "N", "B");
    private static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d");
    private static final List<String> INDEXES = List.of("idx-one", "idx-two", "idx-three");

    private final RandomParts parts;
    /** Always more: a day has room for few decreases. */
    private int units = 6;

    TableRequests(long seed) {
        this.parts = new RandomParts(seed);
    }

    @Override
    public List<Request> before() {
        return List.of();
    }

    @Override
    public List<Request> after() {
        List<Request> after = new ArrayList<>();
        for (String name : NAMES) {
            String table = "{\"TableName\":\"" + name + "\"";
            after.add(new Request("UpdateTable", table + ",\"DeletionProtectionEnabled\":false}"));
            after.add(new Request("DeleteTable", table + "}"));
        }
        return after;
    }

    @Override
    public Request next() {
        return switch (parts.number(11)) {
            case 0, 1, 2, 3 -> create();
            case 4, 5, 6 -> update();
            case 7 -> new Request("DescribeTable", "{" + name() + "}");
            case 8, 9 -> new Request("DeleteTable", "{" + name() + "}");
            default ->
                new Request(
                        "ListTables", parts.pick(List.of("{}", "{\"Limit\":1}", "{\"Limit\":0}", "{\"Limit\":101}")));
        };
    }

    private String name() {
        return "\"TableName\":\"" + parts.pick(NAMES) + "\"";
    }

    /** A sound table, with one thing changed in two of three cases. */
    private Request create() {
        int wrong = parts.number(3) == 0 ? -1 : parts.number(8);
        Set<String> used = new LinkedHashSet<>();
        String keys = keySchema(used, "a", parts.chance(2) ? "b" : "", wrong == 0);
        List<String> members = new ArrayList<>(List.of(name(), "\"KeySchema\":" + keys));
        if (parts.chance(2)) {
            members.add("\"GlobalSecondaryIndexes\":" + globals(used, wrong == 1));
        }
        if (parts.chance(3)) {
            members.add("\"LocalSecondaryIndexes\":" + locals(used, wrong == 2));
        }
        members.add("\"AttributeDefinitions\":" + definitions(used, wrong == 3));
        boolean onDemand = !members.getFirst().contains(PROVISIONED);
        if (!onDemand) {
            members.removeIf(member -> member.contains("GlobalSecondaryIndexes"));
        }
        members.add(onDemand ? "\"BillingMode\":\"PAY_PER_REQUEST\"" : throughput(5));
        if (wrong == 4) {
            members.add("\"BillingMode\":\"FREE\"");
        }
        if (wrong == 5) {
            members.remove(1 + parts.number(members.size() - 1));
        }
        if (parts.chance(6)) {
            members.add("\"DeletionProtectionEnabled\":true");
        }
        if (parts.chance(6)) {
            members.add("\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]");
        }
        return new Request("CreateTable", "{" + String.join(",", members) + "}");
    }

    private static String throughput(int units) {
        return "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":" + units + ",\"WriteCapacityUnits\":" + units + "}";
    }

    private String keySchema(Set<String> used, String hash, String range, boolean wrong) {
        String first = wrong ? parts.pick(List.of("RANGE", "HASH")) : "HASH";
        String second = wrong ? parts.pick(List.of("HASH", "RANGE")) : "RANGE";
        String sort = wrong && parts.chance(3) ? hash : range;
        used.add(hash);
        if (!sort.isEmpty()) {
            used.add(sort);
        }
        return "[" + element(hash, first) + (sort.isEmpty() ? "" : "," + element(sort, second)) + "]";
    }

    private static String element(String attribute, String type) {
        return "{\"AttributeName\":\"" + attribute + "\",\"KeyType\":\"" + type + "\"}";
    }

    private String globals(Set<String> used, boolean wrong) {
        List<String> indexes = new ArrayList<>();
        for (int count = wrong && parts.chance(4) ? 0 : 1 + parts.number(2); count > 0; count--) {
            indexes.add(index(used, parts.pick(ATTRIBUTES), wrong, INDEXES.get(wrong ? 0 : count)));
        }
        return "[" + String.join(",", indexes) + "]";
    }

    private String locals(Set<String> used, boolean wrong) {
        return "[" + index(used, wrong && parts.chance(2) ? "b" : "a", wrong, "idx-local") + "]";
    }

    private String index(Set<String> used, String hash, boolean wrong, String name) {
        String range = parts.pick(ATTRIBUTES);
        String schema = keySchema(used, hash, range.equals(hash) ? "" : range, wrong && parts.chance(3));
        return "{\"IndexName\":\"" + name + "\",\"KeySchema\":" + schema + projection(wrong) + "}";
    }

    private String projection(boolean wrong) {
        String projection = wrong
                ? parts.pick(List.of(
                        "",
                        "{}",
                        "{\"ProjectionType\":\"SOME\"}",
                        "{\"ProjectionType\":\"INCLUDE\"}",
                        "{\"ProjectionType\":\"ALL\",\"NonKeyAttributes\":[\"z\"]}",
                        "{\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[]}"))
                : parts.pick(List.of(
                        "{\"ProjectionType\":\"ALL\"}",
                        "{\"ProjectionType\":\"KEYS_ONLY\"}",
                        "{\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[\"y\",\"z\"]}"));
        return projection.isEmpty() ? "" : ",\"Projection\":" + projection;
    }

    private String definitions(Set<String> used, boolean wrong) {
        List<String> definitions = new ArrayList<>();
        for (String attribute : used) {
            if (!wrong || !parts.chance(4)) {
                String type = wrong && parts.chance(4) ? "X" : TYPES.get(ATTRIBUTES.indexOf(attribute) % TYPES.size());
                definitions.add("{\"AttributeName\":\"" + attribute + "\",\"AttributeType\":\"" + type + "\"}");
            }
        }
        if (wrong && parts.chance(3)) {
            definitions.add("{\"AttributeName\":\"unused\",\"AttributeType\":\"S\"}");
        }
        return "[" + String.join(",", definitions) + "]";
    }

    private Request update() {
        String name = name();
        String mode = name.contains(PROVISIONED) ? throughput(units++) : "\"BillingMode\":\"PAY_PER_REQUEST\"";
        String change = switch (parts.number(5)) {
            case 0, 1 -> mode;
            case 2 -> "\"TableClass\":\"COLD\"";
            default -> "\"DeletionProtectionEnabled\":" + parts.chance(2);
        };
        return new Request("UpdateTable", "{" + name + (parts.chance(12) ? "" : "," + change) + "}");
    }
}

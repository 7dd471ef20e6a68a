package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.load.Json;
import java.util.List;

/** Writes to tables with local and global indexes of every projection, and reads of the indexes page by page. */
final class IndexRequests implements Workload {
    private static final String LOCAL = "localIndexes";
    private static final String GLOBAL = "globalIndexes";

    /** An index: the attributes of its key and their types, as {@code aS}; a local one begins with the table's key. */
    private record Index(String name, List<String> hash, List<String> range, String projection) {
        String json() {
            StringBuilder keys = new StringBuilder();
            hash.forEach(attribute -> keys.append(keys.isEmpty() ? "" : ",").append(key(attribute, "HASH")));
            range.forEach(attribute -> keys.append(",").append(key(attribute, "RANGE")));
            return "{\"IndexName\":\"" + name + "\",\"KeySchema\":[" + keys + "],\"Projection\":{" + projection + "}}";
        }

        private static String key(String attribute, String type) {
            return "{\"AttributeName\":\"" + nameOf(attribute) + "\",\"KeyType\":\"" + type + "\"}";
        }
    }

    private static final String ALL = "\"ProjectionType\":\"ALL\"";
    private static final String KEYS_ONLY = "\"ProjectionType\":\"KEYS_ONLY\"";
    private static final String INCLUDE_D = "\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[\"d\"]";

    private static final List<Index> LOCALS = List.of(
            new Index("all-a", List.of("pkS"), List.of("aS"), ALL),
            new Index("keys-b", List.of("pkS"), List.of("bN"), KEYS_ONLY),
            new Index("include-c", List.of("pkS"), List.of("cB"), INCLUDE_D));
    private static final List<Index> GLOBALS = List.of(
            new Index("all-a", List.of("aS"), List.of(), ALL),
            new Index("keys-bc", List.of("bN"), List.of("cB"), KEYS_ONLY),
            new Index("include-apk", List.of("aS"), List.of("pkS"), INCLUDE_D),
            new Index("multi", List.of("aS", "bN"), List.of("cB", "pkS"), ALL));

    private final RandomParts parts;

    IndexRequests(long seed) {
        this.parts = new RandomParts(seed);
    }

    private static String nameOf(String attribute) {
        return attribute.substring(0, attribute.length() - 1);
    }

    private static String typeOf(String attribute) {
        return attribute.substring(attribute.length() - 1);
    }

    private static Request create(String table, boolean sorted, String kind, List<Index> indexes) {
        StringBuilder definitions = new StringBuilder();
        for (String attribute : sorted ? List.of("pkS", "skN", "aS", "bN", "cB") : List.of("pkS", "aS", "bN", "cB")) {
            definitions
                    .append(definitions.isEmpty() ? "" : ",")
                    .append("{\"AttributeName\":\"" + nameOf(attribute) + "\",\"AttributeType\":\"" + typeOf(attribute)
                            + "\"}");
        }
        return new Request(
                "CreateTable",
                "{\"TableName\":\"" + table + "\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":["
                        + definitions + "],\"KeySchema\":[" + Index.key("pkS", "HASH")
                        + (sorted ? "," + Index.key("skN", "RANGE") : "") + "],\"" + kind + "\":["
                        + String.join(",", indexes.stream().map(Index::json).toList()) + "]}");
    }

    @Override
    public List<Request> before() {
        return List.of(
                create(LOCAL, true, "LocalSecondaryIndexes", LOCALS),
                create(GLOBAL, false, "GlobalSecondaryIndexes", GLOBALS));
    }

    @Override
    public List<Request> after() {
        return List.of(
                new Request("DeleteTable", "{\"TableName\":\"" + LOCAL + "\"}"),
                new Request("DeleteTable", "{\"TableName\":\"" + GLOBAL + "\"}"));
    }

    @Override
    public Request next() {
        parts.begin();
        boolean local = parts.chance(2);
        return switch (parts.number(10)) {
            case 0, 1, 2 -> put(local);
            case 3 -> update(local);
            case 4 -> write("DeleteItem", local, "\"Key\":" + key(local) + parts.returns());
            case 5, 6, 7 -> query(local);
            default -> scan(local);
        };
    }

    private Request write(String operation, boolean local, String members) {
        String capacity = parts.chance(2) ? ",\"ReturnConsumedCapacity\":\"INDEXES\"" : "";
        String metrics = parts.chance(2) ? ",\"ReturnItemCollectionMetrics\":\"SIZE\"" : "";
        return new Request(
                operation,
                "{\"TableName\":\"" + (local ? LOCAL : GLOBAL) + "\"," + members + parts.bound() + capacity + metrics
                        + "}");
    }

    private String key(boolean local) {
        return "{" + keyAttributes(local) + "}";
    }

    private String keyAttributes(boolean local) {
        return "\"pk\":" + Json.s(parts.pick(List.of("k", "l", "m", "n")))
                + (local ? ",\"sk\":" + Json.n("" + parts.number(5)) : "");
    }

    /** Few values, so that index keys meet each other; now and then one of a wrong type. */
    private String indexValue(String attribute) {
        return parts.keyValue(typeOf(attribute));
    }

    /** For updates, in which Local lets a key of a local index pass that is of another type. */
    private static String soundValue(String attribute) {
        return switch (typeOf(attribute)) {
            case "S" -> Json.s("kk");
            case "N" -> Json.n("1");
            default -> "{\"B\":\"AQ==\"}";
        };
    }

    private Request put(boolean local) {
        StringBuilder item = new StringBuilder("{" + keyAttributes(local));
        for (String attribute : List.of("aS", "bN", "cB")) {
            if (!parts.chance(3)) {
                item.append(",\"").append(nameOf(attribute)).append("\":").append(indexValue(attribute));
            }
        }
        for (String attribute : List.of("d", "e")) {
            if (parts.chance(2)) {
                item.append(",\"").append(attribute).append("\":").append(parts.value(1));
            }
        }
        return write("PutItem", local, "\"Item\":" + item + "}" + parts.condition() + parts.returns());
    }

    private Request update(boolean local) {
        String attribute = parts.pick(List.of("aS", "bN", "cB"));
        String value = local ? soundValue(attribute) : indexValue(attribute);
        String update = switch (parts.number(4)) {
            case 0 -> "REMOVE " + nameOf(attribute);
            case 1 -> "SET d = " + parts.placeholder();
            case 2 -> "SET " + nameOf(attribute) + " = " + parts.placeholder(value) + " REMOVE d";
            default -> "SET " + nameOf(attribute) + " = " + parts.placeholder(value);
        };
        return write(
                "UpdateItem",
                local,
                "\"Key\":" + key(local) + ",\"UpdateExpression\":\"" + update + "\"" + parts.condition()
                        + parts.returns());
    }

    private String select() {
        return switch (parts.number(8)) {
            case 0 -> ",\"Select\":\"COUNT\"";
            case 1 -> ",\"Select\":\"ALL_ATTRIBUTES\"";
            case 2 -> ",\"Select\":\"ALL_PROJECTED_ATTRIBUTES\"";
            case 3 -> ",\"Select\":\"SPECIFIC_ATTRIBUTES\",\"ProjectionExpression\":\"pk, d.a\"";
            case 4 -> ",\"ProjectionExpression\":\"" + parts.path() + "\"";
            default -> "";
        };
    }

    private String read() {
        return (parts.chance(3) ? ",\"FilterExpression\":" + Json.quote(filter()) : "")
                + (parts.chance(2) ? ",\"Limit\":" + (1 + parts.number(4)) : "")
                + (parts.chance(8) ? ",\"ConsistentRead\":true" : "")
                + select();
    }

    /** Mostly on what is no key of the index, since a filter must not name those. */
    private String filter() {
        return parts.chance(3) ? parts.conditionText(1) : "attribute_exists(e) OR d <> " + parts.placeholder();
    }

    private Request query(boolean local) {
        Index index = parts.pick(local ? LOCALS : GLOBALS);
        StringBuilder keys = new StringBuilder();
        for (String attribute : index.hash()) {
            keys.append(keys.isEmpty() ? "" : " AND ").append(nameOf(attribute)).append(" = ");
            keys.append(parts.placeholder(
                    nameOf(attribute).equals("pk")
                            ? Json.s(parts.pick(List.of("k", "l", "m")))
                            : indexValue(attribute)));
        }
        for (String attribute : index.range()) {
            if (parts.chance(2)) {
                break;
            }
            String operator = parts.pick(List.of("=", "=", "<", ">="));
            keys.append(" AND ").append(nameOf(attribute)).append(" " + operator + " ");
            keys.append(parts.placeholder(indexValue(attribute)));
        }
        String members = "\"KeyConditionExpression\":\"" + keys + "\"" + read()
                + (parts.chance(2) ? ",\"ScanIndexForward\":false" : "");
        return paged("Query", local, index, members);
    }

    private Request scan(boolean local) {
        Index index = parts.pick(local ? LOCALS : GLOBALS);
        String segments = parts.chance(4) ? ",\"TotalSegments\":1,\"Segment\":0" : "";
        return paged("Scan", local, index, "\"ReturnConsumedCapacity\":\"NONE\"" + read() + segments);
    }

    private Request paged(String operation, boolean local, Index index, String members) {
        String name = parts.chance(100) ? "none" : index.name();
        return new Request(
                operation,
                "{\"TableName\":\"" + (local ? LOCAL : GLOBAL) + "\",\"IndexName\":\"" + name + "\"," + members
                        + parts.bound() + "}",
                true);
    }
}

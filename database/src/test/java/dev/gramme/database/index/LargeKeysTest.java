package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The longest keys there may be, of bytes that take up most room, fit into every index; longer ones are refused. */
class LargeKeysTest {
    private static final String TABLE = "large";
    private static final List<String> NAMES = List.of("h", "r", "a", "b", "c", "d", "e");

    private static Map<String, Object> zeros(int bytes) {
        return Map.of("B", Base64.getEncoder().encodeToString(new byte[bytes]));
    }

    private static List<Object> keys(int hashes, String... names) {
        List<Object> keys = new ArrayList<>();
        for (int at = 0; at < names.length; at++) {
            keys.add(Map.of("AttributeName", names[at], "KeyType", at < hashes ? "HASH" : "RANGE"));
        }
        return keys;
    }

    private static Map<String, Object> index(String name, List<Object> keys) {
        return Map.of("IndexName", name, "KeySchema", keys, "Projection", Map.of("ProjectionType", "ALL"));
    }

    @Test
    void theLongestKeysFit() {
        try (Database database = Engines.inMemory(new SystemEnvironment())) {
            Client client = new Client(database);
            client.call(
                    "CreateTable",
                    Map.of(
                            "TableName",
                            TABLE,
                            "KeySchema",
                            keys(1, "h", "r"),
                            "AttributeDefinitions",
                            NAMES.stream()
                                    .map(name -> Map.of("AttributeName", name, "AttributeType", "B"))
                                    .toList(),
                            "LocalSecondaryIndexes",
                            List.of(index("local", keys(1, "h", "a"))),
                            "GlobalSecondaryIndexes",
                            List.of(
                                    index("many", keys(1, "e", "a", "b", "c", "d")),
                                    index("hashes", keys(4, "a", "b", "c", "d", "r"))),
                            "BillingMode",
                            "PAY_PER_REQUEST"));
            client.awaitActive(TABLE);
            put(client, item(256));
            new IndexOracle(client, TABLE).check();
            refuse(client, item(257), "RANGE key attributes a, b, c, d of index many has exceeded limit 1024", 1028);
            Map<String, Object> sparse = item(512);
            sparse.keySet().removeAll(List.of("c", "d", "e"));
            put(client, sparse);
            sparse.put("c", zeros(1));
            refuse(client, sparse, "RANGE key attributes a, b, c of index many has exceeded limit 1024", 1025);
            updateIsRefused(client);
            new IndexOracle(client, TABLE).check();
        }
    }

    private static Map<String, Object> item(int bytes) {
        Map<String, Object> item = new LinkedHashMap<>();
        NAMES.forEach(name -> item.put(name, zeros(bytes)));
        item.put("h", zeros(2048));
        item.put("r", zeros(1024));
        item.put("e", zeros(2048));
        return item;
    }

    private static void put(Client client, Map<String, Object> item) {
        client.call("PutItem", Map.of("TableName", TABLE, "Item", item));
    }

    private static void refuse(Client client, Map<String, Object> item, String why, int actual) {
        assertThatThrownBy(() -> put(client, item))
                .isInstanceOf(DynamoException.class)
                .hasMessage("Aggregate size for " + why + " bytes, with actual size " + actual + " bytes");
    }

    private static void updateIsRefused(Client client) {
        Map<String, Object> update = Map.of(
                "TableName",
                TABLE,
                "Key",
                Map.of("h", zeros(2048), "r", zeros(1024)),
                "UpdateExpression",
                "SET d = :d",
                "ExpressionAttributeValues",
                Map.of(":d", zeros(2)));
        assertThatThrownBy(() -> client.call("UpdateItem", update)).hasMessageContaining("of index many has exceeded");
    }
}

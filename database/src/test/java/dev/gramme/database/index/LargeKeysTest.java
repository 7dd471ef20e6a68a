package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
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
            List<String> names = List.of("h", "r", "a", "b", "c", "d", "e");
            client.call(
                    "CreateTable",
                    Map.of(
                            "TableName",
                            TABLE,
                            "KeySchema",
                            keys(1, "h", "r"),
                            "AttributeDefinitions",
                            names.stream()
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
            for (int bytes : List.of(1, 256, 257, 512, 1024, 1025)) {
                Map<String, Object> item = new LinkedHashMap<>();
                names.forEach(name -> item.put(name, zeros(bytes)));
                item.put("h", zeros(2048));
                item.put("r", zeros(1024));
                try {
                    client.call("PutItem", Map.of("TableName", TABLE, "Item", item));
                    System.out.println("PUT OK " + bytes);
                } catch (DynamoException e) {
                    System.out.println("PUT REFUSED " + bytes + " " + e.text());
                    assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION);
                }
                new IndexOracle(client, TABLE).check();
            }
        }
    }
}

package dev.gramme.database.transact;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expressions count towards the 4 MB of a transaction: texts, names and values, but no placeholders. */
class PayloadTest {
    private static final int VALUE_BYTES = 390_000;

    private final ManualEnvironment environment = ManualEnvironment.still();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        database = TestDatabases.over(engine, environment);
        client = new Client(database);
        Workload.create(client);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void write(int actions, String kind, String expression, String text) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int at = 0; at < actions; at++) {
            items.add(Map.of(
                    kind,
                    Map.of(
                            "TableName",
                            Workload.TABLE,
                            "Key",
                            Map.of("k", Map.of("S", "key" + at)),
                            expression,
                            text,
                            "ExpressionAttributeNames",
                            Map.of("#abc", "attribute"),
                            "ExpressionAttributeValues",
                            Map.of(":v", Map.of("S", "x".repeat(VALUE_BYTES))))));
        }
        client.call("TransactWriteItems", Map.of("TransactItems", items));
    }

    @Test
    void updatesAndConditionsCount() {
        write(10, "Update", "UpdateExpression", "SET #abc = :v");
        int keys = 10 * "kkey0".length() + "kkey10".length();
        long update = 11L * (VALUE_BYTES + "SET #abc = :v".length() + "attribute".length()) + keys;
        assertThatThrownBy(() -> write(11, "Update", "UpdateExpression", "SET #abc = :v"))
                .hasMessage("Transaction payload size cannot exceed 4MB. Payload Size: " + update);
        long delete = 11L * (VALUE_BYTES + "#abc <> :v".length() + "attribute".length()) + keys;
        assertThatThrownBy(() -> write(11, "Delete", "ConditionExpression", "#abc <> :v"))
                .hasMessage("Transaction payload size cannot exceed 4MB. Payload Size: " + delete);
    }
}

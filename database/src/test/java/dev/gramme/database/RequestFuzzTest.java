package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Via;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.kv.memory.MemoryEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any request to any operation is answered with JSON or refused with a client's error: nothing a client sends is a
 * fault of the service. An input is the action, a blank and the request.
 */
class RequestFuzzTest {
    /** After so many requests a database begins anew, so that what has piled up in it does not slow down the rest. */
    private static final int REQUESTS = 500;

    private static Database database;
    private static int requests;

    /** One or two for each operation, made from AWS's description of them. */
    static List<byte[]> examples() throws IOException {
        try (InputStream lines = RequestFuzzTest.class.getResourceAsStream("requests.txt")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static Database database() {
        if (database == null || requests++ % REQUESTS == 0) {
            close();
            database = TestDatabases.over(new MemoryEngine(System::currentTimeMillis), ManualEnvironment.still());
            Client client = new Client(database);
            client.call(
                    "CreateTable",
                    Map.of(
                            "TableName", "tbl",
                            "BillingMode", "PAY_PER_REQUEST",
                            "KeySchema",
                                    List.of(
                                            Map.of("AttributeName", "k", "KeyType", "HASH"),
                                            Map.of("AttributeName", "r", "KeyType", "RANGE")),
                            "AttributeDefinitions",
                                    List.of(
                                            Map.of("AttributeName", "k", "AttributeType", "S"),
                                            Map.of("AttributeName", "r", "AttributeType", "N")),
                            "StreamSpecification",
                                    Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES")));
            client.call("kms:CreateKey", Map.of());
        }
        return database;
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    @MethodSource("examples")
    @FuzzTest
    void anyRequest(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int blank = text.indexOf(' ');
        String action = text.substring(0, Math.max(0, blank));
        Database asked = database();
        if (!asked.operations().containsKey(action)) {
            return;
        }
        byte[] json = text.substring(blank + 1).getBytes(StandardCharsets.ISO_8859_1);
        for (Caller caller :
                List.of(Caller.open("000000000000", "test"), Caller.root("000000000000", "AKIAAAAAAAAAAAAAAAAA"))) {
            Call call =
                    new Call(caller, "us-east-1", Via.PROCESS, "test", asked.deadline(TimeUnit.SECONDS.toNanos(10)));
            JsonWriter answer = new JsonWriter();
            try {
                asked.execute(call, action, json, answer);
                if (answer.length() > 0) {
                    JsonReader reader = new JsonReader(answer.toBytes());
                    reader.skipValue();
                    reader.end();
                }
            } catch (DynamoException refused) {
                assertThat(refused.code().httpStatus()).as(text).isLessThan(500);
            }
        }
    }
}

package dev.gramme.database.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Via;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts see nothing of each other but what a resource's policy lets them. */
class SharedTableTest {
    private static final String OWNER = "000000000000";
    private static final String GUEST = "111122223333";
    private static final String ARN = "arn:aws:dynamodb:us-east-1:" + OWNER + ":table/music";
    private static final String GET = "{\"TableName\": \"" + ARN + "\", \"Key\": {\"k\": {\"S\": \"a\"}}}";

    private ManualEnvironment environment;
    private Database database;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        database = TestDatabases.over(TestEngines.open(environment::clockMillis), environment, Settings.DEFAULT);
        new Client(database)
                .call(
                        "CreateTable",
                        Map.of(
                                "TableName",
                                "music",
                                "BillingMode",
                                "PAY_PER_REQUEST",
                                "KeySchema",
                                List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                                "AttributeDefinitions",
                                List.of(Map.of("AttributeName", "k", "AttributeType", "S"))));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void call(String account, String operation, String request) {
        Call call =
                new Call(Caller.root(account, "AKIA"), "us-east-1", Via.PROCESS, "test", database.deadline(1L << 40));
        database.execute(call, "dynamodb:" + operation, request.getBytes(StandardCharsets.UTF_8), new JsonWriter());
    }

    private void attach(String effect, String principal, String action) {
        String document = ("{'Version':'2012-10-17','Statement':{'Effect':'%s',"
                        + "'Principal':{'AWS':'%s'},'Action':'%s','Resource':'%s'}}")
                .formatted(effect, principal, action, ARN)
                .replace("'", "\\\"");
        environment.advance(15_000);
        call(OWNER, "PutResourcePolicy", "{\"ResourceArn\": \"" + ARN + "\", \"Policy\": \"" + document + "\"}");
    }

    private void isDenied(String account, String operation, String request) {
        assertThatThrownBy(() -> call(account, operation, request))
                .satisfies(
                        thrown -> assertThat(((DynamoException) thrown).code().errorName())
                                .isEqualTo("AccessDeniedException"));
    }

    @Test
    void anotherAccountNeedsThePolicyOfTheTable() {
        isDenied(GUEST, "GetItem", GET);

        attach("Allow", GUEST, "dynamodb:GetItem");

        call(GUEST, "GetItem", GET);
        isDenied(GUEST, "DescribeTable", "{\"TableName\": \"" + ARN + "\"}");
        isDenied("444455556666", "GetItem", GET);
    }

    @Test
    void someThingsAreNeverGivenToOthers() {
        attach("Allow", GUEST, "dynamodb:*");

        call(GUEST, "DescribeTable", "{\"TableName\": \"" + ARN + "\"}");
        isDenied(GUEST, "DescribeTimeToLive", "{\"TableName\": \"" + ARN + "\"}");
        isDenied(GUEST, "DeleteResourcePolicy", "{\"ResourceArn\": \"" + ARN + "\"}");
    }

    @Test
    void aRootCanAlwaysTakeItsOwnPolicyAway() {
        attach("Deny", OWNER, "dynamodb:*");
        isDenied(OWNER, "GetItem", GET);
        environment.advance(15_000);

        call(OWNER, "DeleteResourcePolicy", "{\"ResourceArn\": \"" + ARN + "\"}");

        call(OWNER, "GetItem", GET);
    }
}

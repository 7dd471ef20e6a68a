package dev.gramme.database.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcePolicyTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/music";
    private static final String JOHN = "\"AWS\":\"arn:aws:iam::111122223333:user/John\"";
    private static final String INVALID = "One or more parameter values were invalid: Invalid policy document: ";

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        engine = TestEngines.open(environment::clockMillis);
        reopen();
        client.call("CreateTable", table("music", Map.of()));
    }

    private void reopen() {
        if (database != null) {
            database.close();
        }
        database = TestDatabases.over(engine, environment, Settings.DEFAULT);
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<String, Object> table(String name, Map<String, ?> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("TableName", name);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("KeySchema", List.of(Map.of("AttributeName", "k", "KeyType", "HASH")));
        request.put("AttributeDefinitions", List.of(Map.of("AttributeName", "k", "AttributeType", "S")));
        return request;
    }

    private static String policy(String principal, String action) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Sid": "1111", "Effect": "Allow",
                 "Principal": {%s}, "Action": %s, "Resource": "%s"}]}""".formatted(principal, action, ARN);
    }

    private Map<String, Object> put(String arn, String document) {
        return client.call("PutResourcePolicy", Map.of("ResourceArn", arn, "Policy", document));
    }

    private Map<String, Object> shown(String arn) {
        return client.call("GetResourcePolicy", Map.of("ResourceArn", arn));
    }

    private void refuses(String document, String why) {
        assertThatThrownBy(() -> put(ARN, document))
                .isInstanceOf(DynamoException.class)
                .hasMessage(INVALID + why);
    }

    private static String errorName(Throwable thrown) {
        return ((DynamoException) thrown).code().errorName();
    }

    @Test
    void aPolicyIsKeptAsItWasWritten() {
        String document = policy(JOHN, "[\"dynamodb:GetItem\",\"dynamodb:BatchGetItem\"]");

        Object revision = put(ARN, document).get("RevisionId");
        reopen();

        assertThat(shown(ARN)).isEqualTo(Map.of("Policy", document, "RevisionId", revision));
    }

    @Test
    void theSameDocumentKeepsItsRevision() {
        String document = policy(JOHN, "\"dynamodb:GetItem\"");

        assertThat(put(ARN, document)).isEqualTo(put(ARN, document));
    }

    @Test
    void anotherDocumentHasToWait() {
        Object first = put(ARN, policy(JOHN, "\"dynamodb:GetItem\"")).get("RevisionId");
        String next = policy(JOHN, "\"dynamodb:PutItem\"");

        assertThatThrownBy(() -> put(ARN, next))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("ResourceInUseException"));
        environment.advance(15_000);

        assertThat(put(ARN, next).get("RevisionId")).isNotEqualTo(first);
        assertThat(shown(ARN).get("Policy")).isEqualTo(next);
    }

    @Test
    void changesCanAskForARevision() {
        String document = policy(JOHN, "\"dynamodb:GetItem\"");
        Map<String, String> first = Map.of("ResourceArn", ARN, "Policy", document, "ExpectedRevisionId", "NO_POLICY");
        Map<String, String> other = Map.of("ResourceArn", ARN, "Policy", document, "ExpectedRevisionId", "12");

        assertThatThrownBy(() -> client.call("PutResourcePolicy", other))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
        Object revision = client.call("PutResourcePolicy", first).get("RevisionId");
        assertThatThrownBy(() -> client.call("PutResourcePolicy", first))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
        assertThatThrownBy(() ->
                        client.call("DeleteResourcePolicy", Map.of("ResourceArn", ARN, "ExpectedRevisionId", "12")))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
        environment.advance(15_000);
        Map<String, Object> right = Map.of("ResourceArn", ARN, "ExpectedRevisionId", revision);

        assertThat(client.call("DeleteResourcePolicy", right)).containsEntry("RevisionId", revision);
        assertThat(client.call("DeleteResourcePolicy", Map.of("ResourceArn", ARN)))
                .isEmpty();
        assertThatThrownBy(() -> shown(ARN))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
    }

    @Test
    void aTableCanBeMadeWithOneAndTakesItAlong() {
        String arn = ARN.replace("music", "films");
        String document = policy(JOHN, "\"dynamodb:*\"");

        client.call("CreateTable", table("films", Map.of("ResourcePolicy", document)));
        assertThat(shown(arn).get("Policy")).isEqualTo(document);
        client.call("DeleteTable", Map.of("TableName", "films"));
        client.call("CreateTable", table("films", Map.of()));

        assertThatThrownBy(() -> shown(arn))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
    }

    @Test
    void streamsHaveTheirOwn() {
        client.call(
                "UpdateTable",
                Map.of(
                        "TableName",
                        "music",
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", "KEYS_ONLY")));
        String stream = (String) client.describe("music").get("LatestStreamArn");
        String document = policy(JOHN, "[\"dynamodb:GetRecords\",\"dynamodb:DescribeStream\"]");

        put(stream, document);
        reopen();

        assertThat(shown(stream).get("Policy")).isEqualTo(document);
        assertThatThrownBy(() -> put(stream, policy(JOHN, "\"dynamodb:ListStreams\"")))
                .hasMessage(INVALID + "The following action names are invalid: \"dynamodb:ListStreams\"");
        assertThatThrownBy(() -> shown(ARN))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("PolicyNotFoundException"));
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        refuses(
                policy(JOHN, "[\"dynamodb:GetRecords\", \"s3:GetObject\", \"dynamodb:GetItem\"]"),
                "The following action names are invalid: \"dynamodb:GetRecords\", \"s3:GetObject\"");
        refuses(
                policy("\"Service\":\"lambda.amazonaws.com\"", "\"dynamodb:GetItem\""),
                "Policy contains invalid service principal");
        refuses(
                policy(JOHN, "\"dynamodb:GetItem\"") + " ".repeat(20 * 1024),
                "Policy document exceeds the maximum size of 20480 bytes");
        assertThatThrownBy(() -> put(ARN, "{")).hasMessageStartingWith(INVALID);
        assertThatThrownBy(() -> put(ARN.replace("music", "absent"), policy(JOHN, "\"dynamodb:GetItem\"")))
                .satisfies(thrown -> assertThat(errorName(thrown)).isEqualTo("ResourceNotFoundException"));
    }

    @Test
    void nothingIsGivenToTheWholeWorld() {
        String everyone = policy("\"AWS\":\"*\"", "\"dynamodb:GetItem\"");
        String why = "Policy grants public access, which is blocked for all resources";

        refuses(everyone, why);
        refuses(everyone.replace("{\"AWS\":\"*\"}", "\"*\""), why);
        refuses(with(everyone, "\"StringLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::111122223333:*\"}"), why);
        refuses(with(everyone, "\"StringNotEquals\": {\"aws:PrincipalAccount\": \"111122223333\"}"), why);
        refuses(with(everyone, "\"StringEquals\": {\"aws:UserAgent\": \"me\"}"), why);
        put(ARN, with(everyone, "\"StringEquals\": {\"aws:PrincipalAccount\": \"111122223333\"}"));
        environment.advance(15_000);
        put(ARN, everyone.replace("Allow", "Deny"));
    }

    private static String with(String document, String condition) {
        return document.replace("\"Action\"", "\"Condition\": {" + condition + "}, \"Action\"");
    }
}

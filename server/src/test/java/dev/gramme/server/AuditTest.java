package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.server.audit.AuditSettings;
import dev.gramme.server.audit.AuditSettings.DataEvents;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server records of the calls it answers. */
@Timeout(60)
class AuditTest {
    private static final String LOOKUP = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
    private static final String TABLE = "{\"TableName\":\"films\",\"BillingMode\":\"PAY_PER_REQUEST\","
            + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
            + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]}";
    private static final String PUT = "{\"TableName\":\"films\",\"Item\":{\"pk\":{\"S\":\"hidden-key\"},"
            + "\"title\":{\"S\":\"hidden-value\"}},\"ConditionExpression\":\"title <> :t\","
            + "\"ExpressionAttributeValues\":{\":t\":{\"S\":\"hidden-other\"}}}";

    @TempDir
    private Path directory;

    private AuditSettings settings(DataEvents dataEvents) {
        return AuditSettings.inMemory().withDirectory(directory).withDataEvents(dataEvents);
    }

    private static String call(Server server, String target, String service, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return call(client, server, target, service, body);
        }
    }

    private static String call(HttpClient client, Server server, String target, String service, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("x-amz-target", target)
                .header(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=00")
                .header("user-agent", "test/1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String dynamo(Server server, String operation, String body) throws Exception {
        return call(server, "DynamoDB_20120810." + operation, "dynamodb", body);
    }

    private static String lookup(Server server, String body) throws Exception {
        return call(server, LOOKUP, "cloudtrail", body);
    }

    private List<String> records() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().flatMap(AuditTest::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachCallIsRecordedWithoutValues() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.ALL)))) {
            dynamo(server, "CreateTable", TABLE);
            dynamo(server, "PutItem", PUT);
            dynamo(server, "PutItem", "{\"TableName\":\"films\",\"Item\":{\"pk\":{\"N\":\"123321\"}}}");
            dynamo(server, "ExecuteStatement", "{\"Statement\":\"SELECT * FROM films WHERE pk = 'hidden-key'\"}");
            dynamo(server, "DescribeTable", "{\"TableName\":\"other\"}");
        }
        List<String> records = records();
        assertThat(records).hasSize(5);
        assertThat(records.toString()).doesNotContain("hidden").doesNotContain("123321");
        assertThat(records.get(0))
                .startsWith("{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"Unknown\",")
                .contains("\"accessKeyId\":\"AKIAEXAMPLE\"")
                .contains("\"eventSource\":\"dynamodb.amazonaws.com\",\"eventName\":\"CreateTable\"")
                .contains("\"sourceIPAddress\":\"127.0.0.1\",\"userAgent\":\"test/1\"")
                .contains("\"requestParameters\":{\"tableName\":\"films\",\"billingMode\":\"PAY_PER_REQUEST\"")
                .contains("\"responseElements\":{\"tableDescription\":{")
                .contains("\"readOnly\":false,\"resources\":[{\"accountId\":\"000000000000\","
                        + "\"type\":\"AWS::DynamoDB::Table\","
                        + "\"ARN\":\"arn:aws:dynamodb:us-east-1:000000000000:table/films\"}]")
                .contains("\"managementEvent\":true");
        assertThat(records.get(1))
                .contains("\"requestParameters\":{\"tableName\":\"films\",\"conditionExpression\":\"title <> :t\"}")
                .contains("\"managementEvent\":false")
                .contains("\"eventCategory\":\"Data\"");
        assertThat(records.get(2))
                .contains("\"errorCode\":\"ValidationException\"")
                .doesNotContain("errorMessage");
        assertThat(records.get(4))
                .contains("\"errorCode\":\"ResourceNotFoundException\",\"errorMessage\":\"Requested resource not found")
                .contains("\"readOnly\":true");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void callsOnItemsAreRecordedOnlyWhereAskedFor() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.WRITE)))) {
            dynamo(server, "PutItem", PUT);
            dynamo(server, "GetItem", "{\"TableName\":\"films\",\"Key\":{\"pk\":{\"S\":\"a\"}}}");
        }
        assertThat(records()).hasSize(1);
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.NONE)))) {
            dynamo(server, "PutItem", PUT);
            dynamo(server, "ListTables", "{}");
        }
        assertThat(records()).hasSize(2);
    }

    @Test
    void recentCallsAreLookedUp() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.NONE)))) {
            dynamo(server, "CreateTable", TABLE);
            dynamo(server, "ListTables", "{}");
        }
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.NONE)))) {
            dynamo(server, "ListTables", "{}");
            String first = lookup(server, "{\"MaxResults\":1}");
            assertThat(first).contains("\"EventName\":\"ListTables\"").contains("\"NextToken\":\"");
            String token = first.replaceAll("(?s).*\"NextToken\":\"([^\"]*)\".*", "$1");
            assertThat(lookup(server, "{\"NextToken\":\"" + token + "\"}"))
                    .contains("\"EventName\":\"CreateTable\"")
                    .contains("\"ResourceName\":\"arn:aws:dynamodb:us-east-1:000000000000:table/films\"");
            assertThat(lookup(
                            server,
                            "{\"LookupAttributes\":[{\"AttributeKey\":\"EventName\","
                                    + "\"AttributeValue\":\"CreateTable\"}]}"))
                    .contains("\"EventName\":\"CreateTable\"")
                    .doesNotContain("\"EventName\":\"ListTables\"");
            assertThat(lookup(server, "{\"StartTime\":4102444800}")).contains("\"Events\":[]");
            assertThat(lookup(server, "{\"StartTime\":2,\"EndTime\":1}")).contains("InvalidTimeRangeException");
            assertThat(lookup(server, "{\"MaxResults\":51}")).contains("InvalidMaxResultsException");
            assertThat(lookup(server, "{\"NextToken\":\"none\"}")).contains("InvalidNextTokenException");
            assertThat(lookup(
                            server,
                            "{\"LookupAttributes\":[{\"AttributeKey\":\"Colour\",\"AttributeValue\":\"red\"}]}"))
                    .contains("InvalidLookupAttributesException");
            assertThat(lookup(server, "{\"EventCategory\":\"insight\"}")).contains("InvalidEventCategoryException");
        }
    }

    @Test
    void filesAreClosedAndDeleted() throws Exception {
        AuditSettings small =
                new AuditSettings(directory, DataEvents.ALL, 1, Duration.ofDays(1), 1, Duration.ofDays(1));
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(small))) {
            dynamo(server, "ListTables", "{}");
            for (int wait = 0; wait < 100 && Files.size(directory.resolve("audit.jsonl")) > 0; wait++) {
                Thread.sleep(50);
            }
        }
        assertThat(records()).isEmpty();
        AuditSettings kept =
                new AuditSettings(directory, DataEvents.ALL, 1, Duration.ofDays(1), 1 << 20, Duration.ofDays(1));
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(kept))) {
            dynamo(server, "ListTables", "{}");
            dynamo(server, "ListTables", "{}");
        }
        assertThat(records()).hasSize(2);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl.gz")))
                    .isNotEmpty();
        }
    }

    @Test
    void withoutADirectoryTheLastCallsAreInMemory() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory())) {
            dynamo(server, "ListTables", "{}");
            assertThat(lookup(server, "{}")).contains("\"EventName\":\"ListTables\"");
        }
    }

    private static String assumeRole(HttpClient client, Server server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                        + "&RoleSessionName=s1&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fweb"
                        + "&WebIdentityToken=hidden-token"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void aFloodOfUnsignedCallsPushesNothingOut() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.NONE)));
                HttpClient client = HttpClient.newHttpClient()) {
            dynamo(server, "CreateTable", TABLE);
            for (int count = 0; count < 200; count++) {
                assertThat(assumeRole(client, server)).contains("<Error>");
            }
            dynamo(server, "ListTables", "{}");
            assertThat(lookup(server, "{\"MaxResults\":1}")).contains("\"EventName\":\"ListTables\"");
        }
        List<String> records = records();
        assertThat(records.toString()).doesNotContain("hidden");
        assertThat(records).hasSize(64);
        assertThat(records.subList(1, 61))
                .allMatch(record -> record.contains("\"AssumeRoleWithWebIdentity\"")
                        && record.contains("\"errorCode\":\"InvalidIdentityToken\""));
        assertThat(records.getLast())
                .contains("\"eventName\":\"AssumeRoleWithWebIdentity\"")
                .contains("\"leftOut\":140,\"since\":\"20")
                .contains("\"sourceIPAddress\":\"127.0.0.1\"")
                .contains("\"managementEvent\":true,\"recipientAccountId\":\"000000000000\"");
    }

    @Test
    void whereTheLogCannotBeWrittenCallsAreRefusedAndItemsAreServed() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "Skipped: this system has no /dev/full");
        Files.createSymbolicLink(directory.resolve("audit.jsonl"), full);
        try (Server server = Server.start(ServerConfig.inMemory().withAudit(settings(DataEvents.ALL)));
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(dynamo(server, "CreateTable", TABLE)).contains("TableDescription");
            // The log has 1,024 places for records that wait; the first of them took one.
            for (int count = 1; count < 1_024; count++) {
                assertThat(call(client, server, "DynamoDB_20120810.ListTables", "dynamodb", "{}"))
                        .contains("TableNames");
            }
            assertThat(call(client, server, "DynamoDB_20120810.DeleteTable", "dynamodb", "{\"TableName\":\"films\"}"))
                    .contains("ServiceUnavailableException")
                    .contains("The audit log cannot be written: its disk is full or too slow");
            assertThat(call(client, server, "DynamoDB_20120810.PutItem", "dynamodb", PUT))
                    .isEqualTo("{}");
        }
    }

    @Test
    void aDirectoryThatIsNoneIsRefusedAtTheStart() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        AuditSettings wrong = AuditSettings.inMemory().withDirectory(file);
        assertThatThrownBy(() -> Server.start(ServerConfig.inMemory().withAudit(wrong)))
                .isInstanceOf(IOException.class)
                .hasMessage("The audit log cannot be kept in " + file + ": it is not a directory");
    }
}

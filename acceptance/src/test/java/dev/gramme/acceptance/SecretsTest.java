package dev.gramme.acceptance;

import static dev.gramme.acceptance.SdkContract.n;
import static dev.gramme.acceptance.SdkContract.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.AccessKey;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Nothing that users store and nothing they sign with is found in what the packaged server leaves behind: its data
 * directory, its audit log of all calls, and what it prints where everything is logged.
 */
@Timeout(120)
class SecretsTest {
    private static final String KEY = "partition-secret";
    private static final String SORT = "sort-secret";
    private static final String VALUE = "value-of-secret";
    private static final String NAME = "nameOfSecret";
    private static final String NUMBER = "4102444817";
    private static final String TOKEN = "token-secret";
    private static final String CONTEXT = "plaintext-secret";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:root\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String ALL = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

    @TempDir
    private Path folder;

    private final List<byte[]> secrets = new ArrayList<>();
    private final Queue<String> printed = new ConcurrentLinkedQueue<>();
    private FunctionEndpoint function;
    private ServerProcess server;
    private AwsCredentials caller;

    @BeforeEach
    void start() throws Exception {
        for (String text : List.of(KEY, SORT, VALUE, NAME, NUMBER, TOKEN, CONTEXT)) {
            secrets.add(text.getBytes(StandardCharsets.UTF_8));
        }
        function = new FunctionEndpoint();
        // A function that fails and says too much; the second time it does not.
        function.behaviour = records -> function.records.isEmpty()
                ? "{\"errorMessage\":\"cannot work on " + VALUE + "\",\"errorType\":\"Error\"}"
                : "null";
        server = Packaged.logged(
                folder,
                "--data",
                folder.resolve("data").toString(),
                "--auth=signed",
                "--audit-data-events=all",
                "--lambda-endpoint",
                function.url(),
                "--failure-destination",
                function.url() + "/accounts");
        AccessKey root = server.key();
        assertThat(root).isNotNull();
        secrets.add(root.secret().getBytes(StandardCharsets.UTF_8));
        caller = AwsBasicCredentials.create(root.id(), root.secret());
        Thread.ofVirtual().start(this::keepOutput);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        function.close();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(caller))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static Map<String, AttributeValue> item() {
        return Map.of("pk", s(KEY), "sk", s(SORT), NAME, s(VALUE), "expires", AttributeValue.fromN(NUMBER));
    }

    private static void makeTable(DynamoDbClient client, String name, String keyArn) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .sseSpecification(sse -> {
                    if (!keyArn.isEmpty()) {
                        sse.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(keyArn);
                    }
                })
                .attributeDefinitions(
                        a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("sk").attributeType(ScalarAttributeType.S))
                .keySchema(
                        k -> k.attributeName("pk").keyType(KeyType.HASH),
                        k -> k.attributeName("sk").keyType(KeyType.RANGE))
                .globalSecondaryIndexes(index -> index.indexName("bySort")
                        .keySchema(k -> k.attributeName("sk").keyType(KeyType.HASH))
                        .projection(p -> p.projectionType(ProjectionType.ALL)))
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        client.updateContinuousBackups(
                r -> r.tableName(name).pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
    }

    private static void useItems(DynamoDbClient client, String table) {
        client.putItem(r -> r.tableName(table).item(item()));
        client.updateItem(r -> r.tableName(table)
                .key(Map.of("pk", s(KEY), "sk", s(SORT)))
                .updateExpression("SET #n = :v, visits = :n")
                .expressionAttributeNames(Map.of("#n", NAME))
                .expressionAttributeValues(Map.of(":v", s(VALUE + "-2"), ":n", n(1))));
        client.transactWriteItems(r -> r.clientRequestToken(TOKEN + table)
                .transactItems(TransactWriteItem.builder()
                        .put(p -> p.tableName(table).item(item()))
                        .build()));
        client.executeStatement(r -> r.statement(
                "SELECT * FROM \"" + table + "\" WHERE pk = '" + KEY + "' AND " + NAME + " = '" + VALUE + "'"));
        client.query(r ->
                r.tableName(table).keyConditionExpression("pk = :p").expressionAttributeValues(Map.of(":p", s(KEY))));
        assertThat(client.getItem(r -> r.tableName(table).key(Map.of("pk", s(KEY), "sk", s(SORT))))
                        .item())
                .containsEntry(NAME, s(VALUE));
        assertThatThrownBy(() -> client.putItem(r -> r.tableName(table)
                        .item(item())
                        .conditionExpression("#n = :v")
                        .expressionAttributeNames(Map.of("#n", NAME))
                        .expressionAttributeValues(Map.of(":v", s("not " + VALUE)))))
                .isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> client.putItem(r -> r.tableName(table).item(Map.of("pk", s(KEY), NAME, s(VALUE)))))
                .isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> client.executeStatement(r -> r.statement("SELECT * FRM x WHERE pk = '" + VALUE + "'")))
                .isInstanceOf(DynamoDbException.class);
    }

    private static void restore(DynamoDbClient client, String table) throws InterruptedException {
        String backup = client.createBackup(r -> r.tableName(table).backupName("daily"))
                .backupDetails()
                .backupArn();
        client.restoreTableFromBackup(r -> r.backupArn(backup).targetTableName(table + "-restored"));
        client.restoreTableToPointInTime(r ->
                r.sourceTableName(table).targetTableName(table + "-recovered").useLatestRestorableTime(true));
        for (String made : List.of(table + "-restored", table + "-recovered")) {
            await(() -> client.describeTable(r -> r.tableName(made))
                    .table()
                    .tableStatusAsString()
                    .equals("ACTIVE"));
            assertThat(client.scan(r -> r.tableName(made)).items()).contains(item());
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 3_000 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void callFunctions(DynamoDbClient client, String table) throws InterruptedException {
        String stream = client.describeTable(r -> r.tableName(table)).table().latestStreamArn();
        try (LambdaClient mappings = client(LambdaClient.builder())) {
            mappings.createEventSourceMapping(r -> r.functionName("handle")
                    .eventSourceArn(stream)
                    .startingPosition(EventSourcePosition.TRIM_HORIZON)
                    .maximumRetryAttempts(1)
                    .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:sqs:us-east-1:000000000000:dead")))
                    .filterCriteria(criteria -> criteria.filters(Filter.builder()
                            .pattern("{\"dynamodb\":{\"NewImage\":{\"" + NAME + "\":{\"S\":[\"" + VALUE + "\"]}}}}")
                            .build())));
            await(() -> function.records.size() > 1);
            assertThat(mappings.listEventSourceMappings().eventSourceMappings()).hasSize(1);
        }
    }

    private void useIdentities() {
        try (IamClient iam = client(IamClient.builder());
                StsClient sts = client(StsClient.builder())) {
            iam.createUser(r -> r.userName("ann"));
            iam.putUserPolicy(r -> r.userName("ann").policyName("all").policyDocument(ALL));
            var key = iam.createAccessKey(r -> r.userName("ann")).accessKey();
            iam.createRole(r -> r.roleName("worker").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("worker").policyName("all").policyDocument(ALL));
            secrets.add(key.secretAccessKey().getBytes(StandardCharsets.UTF_8));
            AwsCredentials root = caller;
            caller = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
            Credentials session;
            Credentials role;
            try (StsClient asAnn = client(StsClient.builder())) {
                session = asAnn.getSessionToken().credentials();
                role = asAnn.assumeRole(r -> r.roleArn("arn:aws:iam::000000000000:role/worker")
                                .roleSessionName("work"))
                        .credentials();
            }
            Credentials federated =
                    sts.getFederationToken(r -> r.name("guest").policy(ALL)).credentials();
            for (Credentials given : List.of(session, role, federated)) {
                secrets.add(given.secretAccessKey().getBytes(StandardCharsets.UTF_8));
                secrets.add(given.sessionToken().getBytes(StandardCharsets.UTF_8));
                caller = AwsSessionCredentials.create(
                        given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
                try (DynamoDbClient tables = client(DynamoDbClient.builder())) {
                    tables.listTables();
                }
                caller = AwsSessionCredentials.create(
                        given.accessKeyId(), given.secretAccessKey(), given.sessionToken() + "x");
                try (DynamoDbClient tables = client(DynamoDbClient.builder())) {
                    assertThatThrownBy(tables::listTables).isInstanceOf(DynamoDbException.class);
                }
            }
            caller = root;
        }
    }

    private String useKeys() {
        try (KmsClient kms = client(KmsClient.builder())) {
            String arn = kms.createKey().keyMetadata().arn();
            var dataKey = kms.generateDataKey(r -> r.keyId(arn).keySpec(DataKeySpec.AES_256));
            secrets.add(dataKey.plaintext().asByteArray());
            SdkBytes plain = SdkBytes.fromUtf8String(CONTEXT);
            SdkBytes encrypted = kms.encrypt(r -> r.keyId(arn).plaintext(plain)).ciphertextBlob();
            assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypted)).plaintext())
                    .isEqualTo(plain);
            return arn;
        }
    }

    @Test
    void noneIsFoundInTheDataTheAuditLogAndTheOutput() throws Exception {
        String keyArn = useKeys();
        useIdentities();
        try (DynamoDbClient client = client(DynamoDbClient.builder())) {
            makeTable(client, "encrypted", keyArn);
            makeTable(client, "ordinary", "");
            for (String table : List.of("encrypted", "ordinary")) {
                useItems(client, table);
                restore(client, table);
            }
            callFunctions(client, "encrypted");
        }
        secrets.add(Files.readAllBytes(folder.resolve("data/root.key")));
        search();
        server.stop();
        Files.write(folder.resolve("out"), printed);
        List<String> searched = search();
        assertThat(searched).anyMatch(file -> file.contains("data/audit/")).contains("err", "out");
        assertThat(Files.readString(folder.resolve("err")))
                .as("everything is logged")
                .contains("A function failed: arn:aws:lambda:us-east-1:000000000000:function:handle: Error");
        assertThat(Files.readString(folder.resolve("data/audit/audit.jsonl")))
                .contains("\"eventName\":\"PutItem\"", "\"eventName\":\"CreateAccessKey\"", "EventSourceMapping");
    }

    /** Keeps what it prints behind the root's access key, which it shows once. */
    private void keepOutput() {
        try {
            while (true) {
                printed.add(server.nextLine());
            }
        } catch (IOException e) {
            // It was stopped.
        }
    }

    /** Looks into every file; returns which there were. */
    private List<String> search() throws IOException {
        TreeSet<String> forms = new TreeSet<>();
        for (byte[] secret : secrets) {
            forms.add(new String(secret, StandardCharsets.ISO_8859_1));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
            forms.add(HexFormat.of().formatHex(secret));
        }
        List<String> searched = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("root.key") || file.endsWith("logging.properties")) {
                    continue;
                }
                String bytes = read(file);
                for (String form : forms) {
                    int at = bytes.indexOf(form);
                    assertThat(at)
                            .as(() -> form + " in " + file + ": "
                                    + bytes.substring(Math.max(0, at - 200), Math.min(bytes.length(), at + 50)))
                            .isNegative();
                }
                searched.add(folder.relativize(file).toString());
            }
        }
        return searched;
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}

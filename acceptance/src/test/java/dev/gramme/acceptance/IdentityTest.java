package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Users and roles of the packaged server, with two accounts, as the AWS CLI and the AWS SDK for Java see them. */
@Timeout(180)
class IdentityTest {
    private static final String HOME = "111111111111";
    private static final String OTHER = "222222222222";
    private static final String READS = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "[\"dynamodb:ListTables\",\"sts:AssumeRole\"],\"Resource\":\"*\"}]}";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"arn:aws:iam::" + HOME + ":root\"},\"Action\":\"sts:AssumeRole\"}]}";

    @TempDir
    private Path folder;

    private ServerProcess server;
    private AwsBasicCredentials home;
    private AwsBasicCredentials other;

    private void start() throws IOException {
        server = Packaged.start(
                "--data", folder.resolve("data").toString(), "--auth=signed", "--account", HOME, "--account", OTHER);
    }

    private AwsBasicCredentials readKey(String account) throws IOException {
        assertThat(server.nextLine()).contains("in account " + account);
        String id = server.nextLine();
        String secret = server.nextLine();
        return AwsBasicCredentials.create(id.substring(id.indexOf('=') + 1), secret.substring(secret.indexOf('=') + 1));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static AwsCredentialsProvider as(AwsBasicCredentials credentials) {
        return StaticCredentialsProvider.create(credentials);
    }

    private static AwsBasicCredentials credentials(AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private IamClient iam(AwsBasicCredentials credentials) {
        return IamClient.builder()
                .endpointOverride(endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(as(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private StsClient sts(AwsBasicCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(as(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private DynamoDbClient dynamo(AwsCredentialsProvider credentials) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private AwsBasicCredentials createUser() {
        try (IamClient iam = iam(home)) {
            iam.createUser(user -> user.userName("ann"));
            iam.putUserPolicy(
                    policy -> policy.userName("ann").policyName("reads").policyDocument(READS));
            assertThatThrownBy(() -> iam.getUser(user -> user.userName("bob")))
                    .isInstanceOf(NoSuchEntityException.class);
            return credentials(iam.createAccessKey(key -> key.userName("ann")).accessKey());
        }
    }

    private void createRole() {
        try (IamClient iam = iam(other)) {
            iam.createRole(role -> role.roleName("visitor").assumeRolePolicyDocument(TRUST));
            iam.attachRolePolicy(policy ->
                    policy.roleName("visitor").policyArn("arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"));
            assertThat(iam.listUsers().users()).isEmpty();
        }
    }

    private void requireRights(AwsBasicCredentials ann) {
        try (DynamoDbClient client = dynamo(as(ann));
                StsClient sts = sts(ann);
                StsAssumeRoleCredentialsProvider visiting = StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(role -> role.roleArn("arn:aws:iam::" + OTHER + ":role/visitor")
                                .roleSessionName("sdk"))
                        .build();
                DynamoDbClient visitor = dynamo(visiting)) {
            assertThat(client.listTables().tableNames()).isEmpty();
            assertThatThrownBy(() -> client.deleteTable(table -> table.tableName("films")))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("arn:aws:iam::" + HOME + ":user/ann is not authorized to perform:"
                            + " dynamodb:DeleteTable");
            assertThat(visitor.listTables().tableNames()).isEmpty();
            assertThatThrownBy(() -> visitor.deleteTable(table -> table.tableName("films")))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("assumed-role/visitor/sdk");
        }
    }

    @Test
    void usersAndRolesOutliveTheServer() throws Exception {
        start();
        home = readKey(HOME);
        other = readKey(OTHER);
        AwsBasicCredentials ann = createUser();
        createRole();
        requireRights(ann);
        server.close();
        start();
        requireRights(ann);
        commandLineAssumesTheRole(ann);
    }

    private void commandLineAssumesTheRole(AwsBasicCredentials ann) throws Exception {
        AwsCli.requireInstalled();
        // the CLI keeps the keys of a session in the user's home, and would use them again
        String session = "cli" + System.nanoTime();
        Path config = Files.writeString(
                folder.resolve("config"),
                String.join(
                        "\n",
                        List.of(
                                "[profile ann]",
                                "aws_access_key_id = " + ann.accessKeyId(),
                                "aws_secret_access_key = " + ann.secretAccessKey(),
                                "[profile visitor]",
                                "role_arn = arn:aws:iam::" + OTHER + ":role/visitor",
                                "role_session_name = " + session,
                                "source_profile = ann")));
        Map<String, String> variables = Map.of(
                "AWS_CONFIG_FILE",
                config.toString(),
                "AWS_PROFILE",
                "visitor",
                "AWS_ENDPOINT_URL",
                endpoint().toString());
        AwsCli cli = new AwsCli(server.port(), "sts", variables);
        Map<String, Object> identity = cli.ok("get-caller-identity", "--profile", "visitor");
        assertThat(identity)
                .containsEntry("Account", OTHER)
                .containsEntry("Arn", "arn:aws:sts::" + OTHER + ":assumed-role/visitor/" + session);
        AwsCli iam = new AwsCli(server.port(), "iam", variables);
        iam.refused("AccessDenied", "list-users", "--profile", "visitor");
        assertThat(Json.object(new AwsCli(server.port(), "iam", asRoot())
                        .ok("get-user", "--user-name", "ann")
                        .get("User")))
                .containsEntry("Arn", "arn:aws:iam::" + HOME + ":user/ann");
    }

    private Map<String, String> asRoot() {
        return Map.of("AWS_ACCESS_KEY_ID", home.accessKeyId(), "AWS_SECRET_ACCESS_KEY", home.secretAccessKey());
    }
}

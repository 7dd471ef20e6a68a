package dev.gramme.database.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.database.testing.Waiting;
import dev.gramme.kv.KvEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may have a table's key used: callers for their requests, and the database for its own work. */
class TableKeyRightsTest {
    private static final String OWNER = "000000000000";
    private static final String TABLE = "secrets";
    private static final String DATA = "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:*\"],\"Resource\":\"*\"}";
    private static final String REFUSED = "KMS key access denied error:"
            + " com.amazonaws.services.kms.model.AWSKMSException:"
            + " The ciphertext refers to a customer master key that does not exist, does not exist in this region, or"
            + " you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;"
            + " Request ID: test; Proxy: null)";

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Identified owner;
    private Identified ann;
    private String key;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        engine = TestEngines.open(environment::clockMillis);
        start();
        key = (String) Client.map(owner.call("kms:CreateKey", Map.of()).get("KeyMetadata"))
                .get("Arn");
        owner.call("iam:CreateUser", Map.of("UserName", "ann"));
        ann = Identified.with(
                database,
                Client.map(owner.call("iam:CreateAccessKey", Map.of("UserName", "ann"))
                        .get("AccessKey")));
    }

    private void start() {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT);
        owner = Identified.root(database, OWNER);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<String, Object> create(String name, Map<String, Object> encryption) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", name);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", List.of(Map.of("AttributeName", "p", "AttributeType", "S")));
        request.put("KeySchema", List.of(Map.of("AttributeName", "p", "KeyType", "HASH")));
        if (encryption != null) {
            request.put("SSESpecification", encryption);
        }
        return request;
    }

    private Map<String, Object> underKey() {
        return Map.of("Enabled", true, "SSEType", "KMS", "KMSMasterKeyId", key);
    }

    private void createTable(Map<String, Object> encryption) {
        owner.call("dynamodb:CreateTable", create(TABLE, encryption));
        new Client(database).awaitActive(TABLE);
        owner.call("dynamodb:PutItem", Map.of("TableName", TABLE, "Item", item()));
    }

    private static Map<String, Object> item() {
        return Map.of("p", Map.of("S", "1"));
    }

    private static Map<String, Object> get() {
        return Map.of("TableName", TABLE, "Key", item());
    }

    private void annMay(String... statements) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
        owner.call("iam:PutUserPolicy", Map.of("UserName", "ann", "PolicyName", "all", "PolicyDocument", document));
    }

    private static String allow(String actions, String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":" + actions + ",\"Resource\":\"*\""
                + (condition.isEmpty() ? "" : ",\"Condition\":{\"StringEquals\":" + condition + "}") + "}";
    }

    private void refused(String action, Map<String, ?> request) {
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, action, request)).isEqualTo(REFUSED);
    }

    private List<Map<String, Object>> grants() {
        return Client.maps(owner.call("kms:ListGrants", Map.of("KeyId", key)).get("Grants"));
    }

    private String status() {
        return (String) new Client(database).describe(TABLE).get("TableStatus");
    }

    private void awaitStatus(String status) {
        environment.advance(TimeUnit.MINUTES.toMillis(5));
        await(() -> status.equals(status()));
    }

    private static void await(BooleanSupplier reached) {
        Waiting.until(10, reached);
    }

    private void policy(String more) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + Caller.rootArn(OWNER) + "\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}" + more + "]}";
        owner.call("kms:PutKeyPolicy", Map.of("KeyId", key, "Policy", document));
    }

    @Test
    void dataIsForThoseWhoMayDecryptWithTheKey() {
        createTable(underKey());
        annMay(DATA);
        refused("dynamodb:GetItem", get());
        refused("dynamodb:PutItem", Map.of("TableName", TABLE, "Item", item()));
        refused("dynamodb:Scan", Map.of("TableName", TABLE));
        refused("dynamodb:TransactGetItems", Map.of("TransactItems", List.of(Map.of("Get", get()))));
        refused("dynamodb:ExecuteStatement", Map.of("Statement", "SELECT * FROM " + TABLE));
        ann.call("dynamodb:DescribeTable", Map.of("TableName", TABLE));
        annMay(DATA, allow("\"kms:Decrypt\"", ""));
        assertThat(ann.call("dynamodb:GetItem", get())).containsEntry("Item", item());
        annMay(DATA);
        refused("dynamodb:GetItem", get());
    }

    @Test
    void withoutAKeyOfTheAccountNobodyIsAsked() {
        createTable(null);
        annMay(DATA);
        ann.call("dynamodb:GetItem", get());
    }

    @Test
    void theKeyOfDynamoDbIsForEverybodyOfTheAccount() {
        createTable(Map.of("Enabled", true));
        annMay(DATA);
        ann.call("dynamodb:GetItem", get());
    }

    @Test
    void policiesCanAskForTheTableAndTheService() {
        createTable(underKey());
        annMay(DATA, allow("\"kms:Decrypt\"", "{\"kms:EncryptionContext:aws:dynamodb:tableName\":\"other\"}"));
        refused("dynamodb:GetItem", get());
        annMay(
                DATA,
                allow(
                        "\"kms:Decrypt\"",
                        "{\"kms:EncryptionContext:aws:dynamodb:tableName\":\"" + TABLE
                                + "\",\"kms:EncryptionContext:aws:dynamodb:subscriberId\":\"" + OWNER
                                + "\",\"kms:ViaService\":\"dynamodb.us-east-1.amazonaws.com\","
                                + "\"aws:CalledViaFirst\":\"dynamodb.amazonaws.com\",\"kms:CallerAccount\":\"" + OWNER
                                + "\"}"));
        ann.call("dynamodb:GetItem", get());
        ann.call("dynamodb:GetItem", get());
    }

    @Test
    void aGrantOfTheCallersOwnIsEnough() {
        createTable(underKey());
        annMay(DATA);
        Object grant = owner.call(
                        "kms:CreateGrant",
                        Map.of(
                                "KeyId",
                                key,
                                "GranteePrincipal",
                                "arn:aws:iam::" + OWNER + ":user/ann",
                                "Operations",
                                List.of("Decrypt")))
                .get("GrantId");
        ann.call("dynamodb:GetItem", get());
        owner.call("kms:RevokeGrant", Map.of("KeyId", key, "GrantId", grant));
        refused("dynamodb:GetItem", get());
    }

    @Test
    void aStreamNeedsItsTablesKeyAlsoOnceTheTableIsGone() {
        Map<String, Object> request = create(TABLE, underKey());
        request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "KEYS_ONLY"));
        owner.call("dynamodb:CreateTable", request);
        new Client(database).awaitActive(TABLE);
        Object stream = new Client(database).describe(TABLE).get("LatestStreamArn");
        annMay(DATA);
        Object shard = Client.maps(Client.map(ann.call("dynamodb:DescribeStream", Map.of("StreamArn", stream))
                                .get("StreamDescription"))
                        .get("Shards"))
                .getFirst()
                .get("ShardId");
        Map<String, Object> from = Map.of("StreamArn", stream, "ShardId", shard, "ShardIteratorType", "TRIM_HORIZON");
        Map<String, Object> next = Map.of(
                "ShardIterator", ann.call("dynamodb:GetShardIterator", from).get("ShardIterator"));
        refused("dynamodb:GetRecords", next);
        owner.call("dynamodb:GetRecords", next);
        owner.call("dynamodb:DeleteTable", Map.of("TableName", TABLE));
        await(() -> !Client.json(owner.call("dynamodb:ListTables", Map.of())).contains(TABLE));
        refused("dynamodb:GetRecords", next);
        owner.call("dynamodb:CreateTable", create(TABLE, null));
        refused("dynamodb:GetRecords", next);
        annMay(DATA, allow("\"kms:Decrypt\"", ""));
        ann.call("dynamodb:GetRecords", next);
    }

    @Test
    void makersOfTablesMayBeLetGrantToServicesOnly() {
        annMay(
                DATA,
                allow("[\"kms:DescribeKey\",\"kms:GenerateDataKey\",\"kms:Encrypt\",\"kms:Decrypt\"]", ""),
                "{\"Effect\":\"Allow\",\"Action\":\"kms:CreateGrant\",\"Resource\":\"*\",\"Condition\":{\"Bool\":"
                        + "{\"kms:GrantIsForAWSResource\":\"true\"}}}");
        ann.call("dynamodb:CreateTable", create("anns", underKey()));
        assertThat(ann.refused(
                        ErrorCode.ACCESS_DENIED,
                        "kms:CreateGrant",
                        Map.of(
                                "KeyId",
                                key,
                                "GranteePrincipal",
                                Caller.rootArn(OWNER),
                                "Operations",
                                List.of("Decrypt"))))
                .contains("not authorized to perform: kms:CreateGrant");
    }

    @Test
    void aTableIsLockedOnceItsGrantIsRevoked() {
        createTable(underKey());
        Map<String, Object> grant = grants().getFirst();
        assertThat(grant)
                .containsEntry("GranteePrincipal", "dynamodb.us-east-1.amazonaws.com")
                .containsEntry(
                        "Constraints",
                        Map.of(
                                "EncryptionContextSubset",
                                Map.of("aws:dynamodb:tableName", TABLE, "aws:dynamodb:subscriberId", OWNER)));
        owner.call("kms:RevokeGrant", Map.of("KeyId", key, "GrantId", grant.get("GrantId")));
        awaitStatus("INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        assertThat(owner.refused(ErrorCode.ACCESS_DENIED, "dynamodb:GetItem", get()))
                .startsWith("KMS key access denied error: ");
        database.close();
        start();
        owner.refused(ErrorCode.ACCESS_DENIED, "dynamodb:GetItem", get());
        policy(",{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"dynamodb.amazonaws.com\"},\"Action\":"
                + "\"kms:Decrypt\",\"Resource\":\"*\"}");
        awaitStatus("ACTIVE");
        owner.call("dynamodb:GetItem", get());
    }

    @Test
    void aTableIsLockedWhileTheKeysPolicyDeniesItsUse() {
        createTable(underKey());
        policy(",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}");
        awaitStatus("INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        policy("");
        awaitStatus("ACTIVE");
        owner.call("dynamodb:GetItem", get());
    }

    @Test
    void grantsGoWithTheirTables() {
        createTable(underKey());
        owner.call("dynamodb:UpdateTable", Map.of("TableName", TABLE, "SSESpecification", Map.of("Enabled", false)));
        environment.advance(TimeUnit.MINUTES.toMillis(5));
        await(() -> grants().isEmpty());
        await(() -> status().equals("ACTIVE"));
        owner.call("dynamodb:UpdateTable", Map.of("TableName", TABLE, "SSESpecification", underKey()));
        assertThat(grants()).hasSize(1);
        new Client(database).awaitActive(TABLE);
        owner.call("dynamodb:DeleteTable", Map.of("TableName", TABLE));
        environment.advance(TimeUnit.MINUTES.toMillis(5));
        await(() -> grants().isEmpty());
    }

    @Test
    void aRestoreNeedsTheKeyAsMakingATableDoes() {
        createTable(underKey());
        Map<String, Object> details =
                Client.map(owner.call("dynamodb:CreateBackup", Map.of("TableName", TABLE, "BackupName", "kept"))
                        .get("BackupDetails"));
        Map<String, Object> restore = Map.of("TargetTableName", "again", "BackupArn", details.get("BackupArn"));
        Map<String, Object> moved = new HashMap<>(restore);
        moved.put("SSESpecificationOverride", Map.of("Enabled", false));
        annMay(DATA);
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:RestoreTableFromBackup", restore))
                .contains("not authorized to perform: kms:");
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:RestoreTableFromBackup", moved))
                .contains("not authorized to perform: kms:Decrypt");
        annMay(DATA, allow("\"kms:Decrypt\"", ""));
        ann.call("dynamodb:RestoreTableFromBackup", moved);
        annMay(DATA, allow("\"kms:*\"", ""));
        restore = new HashMap<>(restore);
        restore.put("TargetTableName", "third");
        ann.call("dynamodb:RestoreTableFromBackup", restore);
    }
}

package dev.gramme.database.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
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

class TableEncryptionTest {
    private static final String TABLE = "secrets";
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMillis(5);

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        engine = TestEngines.open(environment::clockMillis);
        start();
    }

    private void start() {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT);
        client = new Client(database);
    }

    private void restart() {
        database.close();
        start();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String createKey() {
        return (String) Client.map(client.call("kms:CreateKey", Map.of()).get("KeyMetadata"))
                .get("Arn");
    }

    private void key(String operation, String keyId) {
        client.call("kms:" + operation, Map.of("KeyId", keyId));
    }

    private void createTable(String name, Map<String, Object> encryption) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", name);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put(
                "AttributeDefinitions",
                List.of(
                        Map.of("AttributeName", "p", "AttributeType", "S"),
                        Map.of("AttributeName", "g", "AttributeType", "S")));
        request.put("KeySchema", List.of(Map.of("AttributeName", "p", "KeyType", "HASH")));
        request.put(
                "GlobalSecondaryIndexes",
                List.of(Map.of(
                        "IndexName", "byG",
                        "KeySchema", List.of(Map.of("AttributeName", "g", "KeyType", "HASH")),
                        "Projection", Map.of("ProjectionType", "ALL"))));
        request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "NEW_IMAGE"));
        if (encryption != null) {
            request.put("SSESpecification", encryption);
        }
        client.call("CreateTable", request);
        client.awaitActive(name);
    }

    private static Map<String, Object> under(String keyId) {
        return Map.of("Enabled", true, "SSEType", "KMS", "KMSMasterKeyId", keyId);
    }

    private void put(String table, String p) {
        client.call("PutItem", Map.of("TableName", table, "Item", item(p)));
    }

    private static Map<String, Object> item(String p) {
        return Map.of("p", Map.of("S", p), "g", Map.of("S", "g" + p));
    }

    private Object get(String table, String p) {
        return client.call("GetItem", Map.of("TableName", table, "Key", Map.of("p", Map.of("S", p))))
                .get("Item");
    }

    private Object queryIndex(String table, String g) {
        return client.call(
                        "Query",
                        Map.of(
                                "TableName",
                                table,
                                "IndexName",
                                "byG",
                                "KeyConditionExpression",
                                "g = :g",
                                "ExpressionAttributeValues",
                                Map.of(":g", Map.of("S", g))))
                .get("Items");
    }

    private Map<String, Object> encryption(String table) {
        return Client.map(client.describe(table).get("SSEDescription"));
    }

    private void changeKey(Map<String, Object> encryption) {
        client.call("UpdateTable", Map.of("TableName", TABLE, "SSESpecification", encryption));
        client.awaitActive(TABLE);
    }

    private static void await(BooleanSupplier reached) {
        Waiting.until(10, reached);
    }

    private void awaitStatus(String status) {
        environment.advance(FIVE_MINUTES);
        await(() -> status.equals(client.describe(TABLE).get("TableStatus")));
    }

    private void refusesData(String message) {
        assertThatThrownBy(() -> get(TABLE, "1")).isInstanceOfSatisfying(DynamoException.class, error -> {
            assertThat(error.code().errorName()).isEqualTo("AccessDeniedException");
            assertThat(error.text()).isEqualTo(message);
        });
        assertThatThrownBy(() -> put(TABLE, "2")).hasMessage(message);
        assertThatThrownBy(() -> queryIndex(TABLE, "g1")).hasMessage(message);
    }

    @Test
    void aTableIsEncryptedUnderTheKeyItIsGiven() {
        String arn = createKey();
        client.call("kms:CreateAlias", Map.of("AliasName", "alias/t", "TargetKeyId", arn));
        createTable(TABLE, under("alias/t"));
        assertThat(encryption(TABLE)).isEqualTo(Map.of("Status", "ENABLED", "SSEType", "KMS", "KMSMasterKeyArn", arn));
        put(TABLE, "1");
        restart();
        assertThat(get(TABLE, "1")).isEqualTo(item("1"));
        assertThat(queryIndex(TABLE, "g1")).isEqualTo(List.of(item("1")));
    }

    @Test
    void withoutAKeyItIsTheOneOfDynamoDb() {
        createTable(TABLE, Map.of("Enabled", true));
        Map<String, Object> key = Client.map(client.call("kms:DescribeKey", Map.of("KeyId", "alias/aws/dynamodb"))
                .get("KeyMetadata"));
        assertThat(encryption(TABLE)).containsEntry("KMSMasterKeyArn", key.get("Arn"));
    }

    @Test
    void itsKeyChangesAndItsItemsStay() {
        String one = createKey();
        String other = createKey();
        createTable(TABLE, null);
        assertThat(client.describe(TABLE)).doesNotContainKey("SSEDescription");
        put(TABLE, "1");
        changeKey(under(one));
        assertThat(encryption(TABLE)).containsEntry("KMSMasterKeyArn", one).containsEntry("Status", "ENABLED");
        changeKey(under(other));
        key("DisableKey", one);
        environment.advance(FIVE_MINUTES);
        restart();
        assertThat(get(TABLE, "1")).isEqualTo(item("1"));
        assertThatThrownBy(() -> changeKey(under(other)))
                .hasMessage("One or more parameter values were invalid: Table is already encrypted with given"
                        + " KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key");
        changeKey(Map.of("Enabled", false));
        assertThat(client.describe(TABLE)).doesNotContainKey("SSEDescription");
        key("DisableKey", other);
        restart();
        assertThat(get(TABLE, "1")).isEqualTo(item("1"));
    }

    @Test
    void itsKeyChangesFourTimesADayAndOnceMoreAfterSixHours() {
        String one = createKey();
        String other = createKey();
        createTable(TABLE, null);
        for (int change = 0; change < 4; change++) {
            changeKey(under(change % 2 == 0 ? one : other));
        }
        assertThatThrownBy(() -> changeKey(under(one)))
                .hasMessageStartingWith("Subscriber limit exceeded: Encryption mode changes are limited in the 24h"
                        + " window ending at ")
                .hasMessageEndingWith("Number of updates today: 4");
        environment.advance(TimeUnit.HOURS.toMillis(6));
        changeKey(under(one));
        assertThatThrownBy(() -> changeKey(under(other))).hasMessageContaining("Number of updates today: 5");
        changeKey(Map.of("Enabled", false));
    }

    @Test
    void aTableIsInaccessibleWhileItsKeyIsDisabled() {
        String arn = createKey();
        createTable(TABLE, under(arn));
        put(TABLE, "1");
        key("DisableKey", arn);
        String message = "KMS key access denied error: com.amazonaws.services.kms.model.DisabledException: " + arn
                + " is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)";
        awaitStatus("INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        assertThat(encryption(TABLE)).containsKey("InaccessibleEncryptionDateTime");
        refusesData(message);
        assertThatThrownBy(() -> changeKey(Map.of("Enabled", false))).hasMessage(message);
        restart();
        refusesData(message);
        key("EnableKey", arn);
        awaitStatus("ACTIVE");
        assertThat(encryption(TABLE)).doesNotContainKey("InaccessibleEncryptionDateTime");
        assertThat(get(TABLE, "1")).isEqualTo(item("1"));
        put(TABLE, "2");
        assertThat(queryIndex(TABLE, "g2")).isEqualTo(List.of(item("2")));
    }

    @Test
    void itStartsInaccessibleWhereItsKeyWasDisabledBefore() {
        String arn = createKey();
        createTable(TABLE, under(arn));
        put(TABLE, "1");
        key("DisableKey", arn);
        restart();
        await(() -> "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
                .equals(client.describe(TABLE).get("TableStatus")));
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() -> Client.json(client.call("ListTables", Map.of())).equals("{\"TableNames\":[]}"));
    }

    @Test
    void aStreamOutlivesItsTableUnderTheTablesLastKey() {
        String one = createKey();
        createTable(TABLE, under(one));
        put(TABLE, "1");
        String stream = (String) client.describe(TABLE).get("LatestStreamArn");
        changeKey(Map.of("Enabled", false));
        key("DisableKey", one);
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() -> Client.json(client.call("ListTables", Map.of())).equals("{\"TableNames\":[]}"));
        restart();
        assertThat(new StreamClient(client, stream).more()).hasSize(1);
    }

    @Test
    void aBackupIsRestoredUnderTheSourcesKeyOrAnother() {
        String arn = createKey();
        createTable(TABLE, under(arn));
        put(TABLE, "1");
        Map<String, Object> details =
                Client.map(client.call("CreateBackup", Map.of("TableName", TABLE, "BackupName", "kept"))
                        .get("BackupDetails"));
        String backup = (String) details.get("BackupArn");
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "same", "BackupArn", backup));
        client.call(
                "RestoreTableFromBackup",
                Map.of(
                        "TargetTableName",
                        "other",
                        "BackupArn",
                        backup,
                        "SSESpecificationOverride",
                        Map.of("Enabled", false)));
        client.awaitActive("same");
        client.awaitActive("other");
        assertThat(encryption("same")).containsEntry("KMSMasterKeyArn", arn);
        assertThat(client.describe("other")).doesNotContainKey("SSEDescription");
        assertThat(get("same", "1")).isEqualTo(item("1"));
        assertThat(get("other", "1")).isEqualTo(item("1"));
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() -> !Client.json(client.call("ListTables", Map.of())).contains(TABLE));
        key("DisableKey", arn);
        assertThatThrownBy(() ->
                        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "third", "BackupArn", backup)))
                .hasMessageStartingWith("KMS key access denied error: ");
    }

    @Test
    void aTableWhoseKeyIsAwayForSevenDaysIsArchived() {
        String arn = createKey();
        createTable(TABLE, under(arn));
        put(TABLE, "1");
        key("DisableKey", arn);
        awaitStatus("INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        environment.advance(TimeUnit.DAYS.toMillis(7) - 2 * FIVE_MINUTES);
        restart();
        assertThat(client.describe(TABLE)).containsEntry("TableStatus", "INACCESSIBLE_ENCRYPTION_CREDENTIALS");
        environment.advance(FIVE_MINUTES);
        awaitStatus("ARCHIVED");
        Map<String, Object> summary = Client.map(client.describe(TABLE).get("ArchivalSummary"));
        assertThat(summary)
                .containsEntry("ArchivalReason", "INACCESSIBLE_ENCRYPTION_CREDENTIALS")
                .containsKey("ArchivalDateTime");
        assertThatThrownBy(() -> get(TABLE, "1")).hasMessage("Requested resource not found");
        assertThatThrownBy(() -> changeKey(Map.of("Enabled", false)))
                .hasMessage("Attempt to change a resource which is still in use: Table is being archived: " + TABLE);
        Object backup = summary.get("ArchivalBackupArn");
        Map<String, Object> restore = Map.of("TargetTableName", "again", "BackupArn", backup);
        assertThatThrownBy(() -> client.call("RestoreTableFromBackup", restore))
                .hasMessageContaining(arn + " is disabled.");
        key("EnableKey", arn);
        environment.advance(FIVE_MINUTES);
        restart();
        assertThat(client.describe(TABLE)).containsEntry("TableStatus", "ARCHIVED");
        client.call("RestoreTableFromBackup", restore);
        client.awaitActive("again");
        assertThat(get("again", "1")).isEqualTo(item("1"));
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() -> !Client.json(client.call("ListTables", Map.of())).contains(TABLE));
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", TABLE, "BackupArn", backup));
        client.awaitActive(TABLE);
        assertThat(get(TABLE, "1")).isEqualTo(item("1"));
        assertThat(queryIndex(TABLE, "g1")).isEqualTo(List.of(item("1")));
    }

    @Test
    void whatCannotBeIsRefused() {
        String arn = createKey();
        String gone = "00000000-0000-0000-0000-000000000000";
        assertThatThrownBy(() -> createTable(TABLE, under(gone)))
                .hasMessage("KMS validation error: com.amazonaws.services.kms.model.NotFoundException: Key"
                        + " 'arn:aws:kms:us-east-1:000000000000:key/" + gone + "' does not exist (Service: AWSKMS;"
                        + " Status Code: 400; Error Code: NotFoundException)");
        key("DisableKey", arn);
        assertThatThrownBy(() -> createTable(TABLE, under(arn))).hasMessageContaining(arn + " is disabled.");
        assertThatThrownBy(() -> createTable(TABLE, Map.of("Enabled", true, "SSEType", "AES256")))
                .hasMessage("One or more parameter values were invalid: SSEType AES256 is not supported");
        assertThatThrownBy(() -> createTable(TABLE, Map.of("Enabled", true, "KMSMasterKeyId", arn)))
                .hasMessage("One or more parameter values were invalid: SSEType KMS is required if KMSMasterKeyId is"
                        + " specified");
    }
}

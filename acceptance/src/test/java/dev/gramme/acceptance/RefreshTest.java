package dev.gramme.acceptance;

import static dev.gramme.acceptance.Orders.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * What a tool that keeps infrastructure as code reads of a table, twice as on "apply" and "refresh": all that was
 * configured comes back as it was configured, nothing comes that was not, and nothing changes by itself.
 */
@Timeout(60)
class RefreshTest {
    private static final List<Tag> TAGS = List.of(
            Tag.builder().key("stage").value("test").build(),
            Tag.builder().key("owner").value("").build());

    private ServerProcess server;
    private DynamoDbClient client;

    @BeforeEach
    void open() throws Exception {
        server = Packaged.start("--in-memory");
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** All that is read of a table at a refresh. */
    private record State(
            TableDescription table, ContinuousBackupsDescription backups, TimeToLiveDescription ttl, List<Tag> tags) {}

    private State refresh() {
        TableDescription table =
                client.describeTable(request -> request.tableName(TABLE)).table();
        return new State(
                table,
                client.describeContinuousBackups(request -> request.tableName(TABLE))
                        .continuousBackupsDescription(),
                client.describeTimeToLive(request -> request.tableName(TABLE)).timeToLiveDescription(),
                client.listTagsOfResource(request -> request.resourceArn(table.tableArn()))
                        .tags());
    }

    /** Makes the table, refreshes twice, and returns what both times was read. */
    private State apply(Consumer<CreateTableRequest.Builder> billing) {
        CreateTableRequest.Builder request = Orders.table().tags(TAGS).deletionProtectionEnabled(true);
        billing.accept(request);
        CreateTableRequest configured = request.build();
        client.createTable(configured);
        client.waiter().waitUntilTableExists(table -> table.tableName(TABLE));
        State state = refresh();
        assertThat(refresh()).isEqualTo(state);
        TableDescription table = state.table();
        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/orders");
        assertThat(table.attributeDefinitions()).isEqualTo(configured.attributeDefinitions());
        assertThat(table.keySchema()).isEqualTo(configured.keySchema());
        assertThat(table.deletionProtectionEnabled()).isTrue();
        assertThat(table.localSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.keySchema())
                    .isEqualTo(configured.localSecondaryIndexes().getFirst().keySchema());
            assertThat(index.projection())
                    .isEqualTo(configured.localSecondaryIndexes().getFirst().projection());
        });
        assertThat(table.globalSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexStatus()).isEqualTo(IndexStatus.ACTIVE);
            assertThat(index.keySchema())
                    .isEqualTo(configured.globalSecondaryIndexes().getFirst().keySchema());
            assertThat(index.projection())
                    .isEqualTo(configured.globalSecondaryIndexes().getFirst().projection());
        });
        assertThat(table.streamSpecification()).isNull();
        assertThat(table.latestStreamArn()).isNull();
        assertThat(table.sseDescription()).isNull();
        assertThat(table.hasReplicas()).isFalse();
        assertThat(table.restoreSummary()).isNull();
        assertThat(state.tags()).containsExactlyInAnyOrderElementsOf(TAGS);
        assertThat(state.ttl().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);
        assertThat(state.ttl().attributeName()).isNull();
        assertThat(state.backups().continuousBackupsStatus()).isEqualTo(ContinuousBackupsStatus.ENABLED);
        assertThat(state.backups().pointInTimeRecoveryDescription().pointInTimeRecoveryStatus())
                .isEqualTo(PointInTimeRecoveryStatus.DISABLED);
        return state;
    }

    private void destroy() {
        client.updateTable(request -> request.tableName(TABLE).deletionProtectionEnabled(false));
        client.waiter().waitUntilTableExists(table -> table.tableName(TABLE));
        client.deleteTable(request -> request.tableName(TABLE));
        client.waiter().waitUntilTableNotExists(table -> table.tableName(TABLE));
    }

    @Test
    void aProvisionedTable() {
        TableDescription table = apply(request -> request.provisionedThroughput(
                                units -> units.readCapacityUnits(7L).writeCapacityUnits(3L))
                        .globalSecondaryIndexes(index -> index.indexName("by-city")
                                .keySchema(Orders.key("city", KeyType.HASH))
                                .projection(shown -> shown.projectionType(ProjectionType.KEYS_ONLY))
                                .provisionedThroughput(
                                        units -> units.readCapacityUnits(2L).writeCapacityUnits(1L))))
                .table();
        assertThat(table.billingModeSummary()).isNull();
        assertThat(table.tableClassSummary()).isNull();
        assertThat(table.onDemandThroughput()).isNull();
        assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(7);
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(3);
        assertThat(table.warmThroughput().readUnitsPerSecond()).isEqualTo(7);
        assertThat(table.warmThroughput().writeUnitsPerSecond()).isEqualTo(3);
        assertThat(table.globalSecondaryIndexes()
                        .getFirst()
                        .provisionedThroughput()
                        .readCapacityUnits())
                .isEqualTo(2);
        assertThat(table.globalSecondaryIndexes().getFirst().warmThroughput().writeUnitsPerSecond())
                .isEqualTo(1);
        destroy();
    }

    @Test
    void anOnDemandTable() {
        TableDescription table = apply(request -> request.billingMode(BillingMode.PAY_PER_REQUEST)
                        .tableClass(TableClass.STANDARD_INFREQUENT_ACCESS)
                        .onDemandThroughput(
                                most -> most.maxReadRequestUnits(500L).maxWriteRequestUnits(100L))
                        .warmThroughput(warm -> warm.readUnitsPerSecond(13_000L).writeUnitsPerSecond(5_000L))
                        .globalSecondaryIndexes(index -> index.indexName("by-city")
                                .keySchema(Orders.key("city", KeyType.HASH), Orders.key("total", KeyType.RANGE))
                                .projection(shown -> shown.projectionType(ProjectionType.ALL))
                                .onDemandThroughput(
                                        most -> most.maxReadRequestUnits(50L).maxWriteRequestUnits(10L))))
                .table();
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(table.billingModeSummary().lastUpdateToPayPerRequestDateTime())
                .isEqualTo(table.creationDateTime());
        assertThat(table.provisionedThroughput().readCapacityUnits()).isZero();
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isZero();
        assertThat(table.tableClassSummary().tableClass()).isEqualTo(TableClass.STANDARD_INFREQUENT_ACCESS);
        assertThat(table.onDemandThroughput().maxReadRequestUnits()).isEqualTo(500);
        assertThat(table.warmThroughput().readUnitsPerSecond()).isEqualTo(13_000);
        assertThat(table.warmThroughput().writeUnitsPerSecond()).isEqualTo(5_000);
        assertThat(table.globalSecondaryIndexes()
                        .getFirst()
                        .onDemandThroughput()
                        .maxWriteRequestUnits())
                .isEqualTo(10);
        assertThat(table.globalSecondaryIndexes().getFirst().warmThroughput().readUnitsPerSecond())
                .isEqualTo(12_000);
        destroy();
    }
}

package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Indexes, transactions, tags and what a table tells of itself, with the AWS CLI and the packaged server. */
@Timeout(120)
class CliIndexesTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
    private static final String GENT = "{\":c\":{\"S\":\"Gent\"}}";

    private static ServerProcess server;
    private static AwsCli cli;

    @BeforeAll
    static void start() throws Exception {
        AwsCli.requireInstalled();
        server = Packaged.start("--in-memory");
        cli = new AwsCli(server.port());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aTableWithIndexes() throws Exception {
        tableIsMade();
        transactionsAreAllOrNothing();
        anIndexIsAddedAndAsked();
        tagsComeAndGo();
        theTableTellsOfItself();
        protectionHolds();
    }

    private static void tableIsMade() throws Exception {
        cli.ok(
                "create-table",
                "--table-name",
                "orders",
                "--attribute-definitions",
                "AttributeName=customer,AttributeType=S",
                "AttributeName=number,AttributeType=N",
                "AttributeName=total,AttributeType=N",
                "AttributeName=city,AttributeType=S",
                "--key-schema",
                "AttributeName=customer,KeyType=HASH",
                "AttributeName=number,KeyType=RANGE",
                "--provisioned-throughput",
                "ReadCapacityUnits=5,WriteCapacityUnits=5",
                "--local-secondary-indexes",
                "IndexName=by-total,KeySchema=[{AttributeName=customer,KeyType=HASH},"
                        + "{AttributeName=total,KeyType=RANGE}],"
                        + "Projection={ProjectionType=INCLUDE,NonKeyAttributes=[city]}",
                "--global-secondary-indexes",
                "IndexName=by-city,KeySchema=[{AttributeName=city,KeyType=HASH}],Projection={ProjectionType=ALL},"
                        + "ProvisionedThroughput={ReadCapacityUnits=1,WriteCapacityUnits=1}",
                "--tags",
                "Key=stage,Value=test");
        cli.ok("wait", "table-exists", "--table-name", "orders");
    }

    private static void transactionsAreAllOrNothing() throws Exception {
        String[] write = {
            "transact-write-items",
            "--client-request-token",
            "once",
            "--return-consumed-capacity",
            "INDEXES",
            "--transact-items",
            "[" + put(1, 5) + "," + put(2, 4) + "," + put(3, 3) + "]"
        };
        Map<String, Object> consumed =
                Json.object(Json.array(cli.ok(write).get("ConsumedCapacity")).getFirst());
        assertThat(consumed).containsEntry("CapacityUnits", 12.0).containsKey("GlobalSecondaryIndexes");
        cli.ok(write);
        cli.refused(
                "(TransactionCanceledException) when calling the TransactWriteItems operation: Transaction cancelled,"
                        + " please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
                "transact-write-items",
                "--transact-items",
                "[" + put(4, 1) + ",{\"ConditionCheck\":{\"TableName\":\"orders\",\"Key\":" + key(1)
                        + ",\"ConditionExpression\":\"attribute_not_exists(city)\"}}]");
        Map<String, Object> read = cli.ok(
                "transact-get-items",
                "--transact-items",
                "[{\"Get\":{\"TableName\":\"orders\",\"Key\":" + key(1)
                        + "}},{\"Get\":{\"TableName\":\"orders\",\"Key\":" + key(4) + "}}]");
        assertThat(read.get("Responses"))
                .hasToString("[{Item={customer={S=ada}, number={N=1}, total={N=5}, city={S=Gent}}}, {}]");
    }

    private static void anIndexIsAddedAndAsked() throws Exception {
        cli.ok(
                "update-table",
                "--table-name",
                "orders",
                "--attribute-definitions",
                "AttributeName=city,AttributeType=S",
                "AttributeName=total,AttributeType=N",
                "--global-secondary-index-updates",
                "[{\"Create\":{\"IndexName\":\"by-city-total\",\"KeySchema\":[{\"AttributeName\":\"city\",\"KeyType\":"
                        + "\"HASH\"},{\"AttributeName\":\"total\",\"KeyType\":\"RANGE\"}],\"Projection\":"
                        + "{\"ProjectionType\":\"KEYS_ONLY\"},\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,"
                        + "\"WriteCapacityUnits\":1}}}]");
        cli.ok("wait", "table-exists", "--table-name", "orders");
        String[] query = {
            "query",
            "--table-name",
            "orders",
            "--index-name",
            "by-city-total",
            "--key-condition-expression",
            "city = :c",
            "--expression-attribute-values",
            GENT,
            "--page-size",
            "1",
            "--max-items",
            "2"
        };
        Map<String, Object> page = cli.ok(query);
        assertThat(Json.array(page.get("Items"))).hasSize(2);
        Map<String, Object> rest = cli.ok(
                "query",
                "--table-name",
                "orders",
                "--index-name",
                "by-city-total",
                "--key-condition-expression",
                "city = :c",
                "--expression-attribute-values",
                GENT,
                "--starting-token",
                String.valueOf(page.get("NextToken")));
        assertThat(rest.get("Items")).asString().contains("total={N=5}").doesNotContain("total={N=4}");
        assertThat(cli.ok("scan", "--table-name", "orders", "--index-name", "by-total", "--select", "COUNT"))
                .containsEntry("Count", 3.0);
    }

    private static void tagsComeAndGo() throws Exception {
        cli.ok("tag-resource", "--resource-arn", ARN, "--tags", "Key=owner,Value=we", "Key=empty,Value=");
        cli.ok("untag-resource", "--resource-arn", ARN, "--tag-keys", "stage");
        assertThat(cli.ok("list-tags-of-resource", "--resource-arn", ARN).get("Tags"))
                .hasToString("[{Key=owner, Value=we}, {Key=empty, Value=}]");
    }

    private static void theTableTellsOfItself() throws Exception {
        assertThat(cli.ok("describe-limits")).containsEntry("TableMaxReadCapacityUnits", 40_000.0);
        assertThat(cli.ok("describe-endpoints").get("Endpoints"))
                .isEqualTo(List.of(Map.of("Address", "localhost:" + server.port(), "CachePeriodInMinutes", 1440.0)));
        assertThat(cli.ok("describe-time-to-live", "--table-name", "orders"))
                .hasToString("{TimeToLiveDescription={TimeToLiveStatus=DISABLED}}");
        assertThat(cli.ok("describe-continuous-backups", "--table-name", "orders"))
                .hasToString("{ContinuousBackupsDescription={ContinuousBackupsStatus=ENABLED,"
                        + " PointInTimeRecoveryDescription={PointInTimeRecoveryStatus=DISABLED}}}");
        assertThat(cli.ok("describe-contributor-insights", "--table-name", "orders", "--index-name", "by-city"))
                .containsEntry("ContributorInsightsStatus", "DISABLED");
    }

    private static void protectionHolds() throws Exception {
        cli.ok("update-table", "--table-name", "orders", "--deletion-protection-enabled");
        cli.refused(
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection"
                        + " first.",
                "delete-table",
                "--table-name",
                "orders");
        cli.ok(
                "update-table",
                "--table-name",
                "orders",
                "--no-deletion-protection-enabled",
                "--billing-mode",
                "PAY_PER_REQUEST");
        cli.ok("delete-table", "--table-name", "orders");
        cli.ok("wait", "table-not-exists", "--table-name", "orders");
    }

    private static String key(int number) {
        return "{\"customer\":{\"S\":\"ada\"},\"number\":{\"N\":\"" + number + "\"}}";
    }

    private static String put(int number, int total) {
        return "{\"Put\":{\"TableName\":\"orders\",\"Item\":{\"customer\":{\"S\":\"ada\"},\"number\":{\"N\":\"" + number
                + "\"},\"total\":{\"N\":\"" + total + "\"},\"city\":{\"S\":\"Gent\"}}}}";
    }
}

package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups and point-in-time recovery of the packaged server with the AWS CLI, over {@code kill -9} of a restore. */
@Timeout(180)
class BackupsTest {
    private static final int ITEMS = 20_000;

    @Test
    void aTableComesBack(@TempDir Path data) throws Exception {
        AwsCli.requireInstalled();
        String arn;
        try (ServerProcess server = Packaged.start("--data", data.toString());
                ApiConnection connection = new ApiConnection(server.port())) {
            AwsCli cli = new AwsCli(server.port());
            Tables.create(connection, "films", false);
            put(connection, 0, ITEMS, "old");
            recovery(cli);
            Map<String, Object> backup =
                    Json.object(cli.ok("create-backup", "--table-name", "films", "--backup-name", "before")
                            .get("BackupDetails"));
            assertThat(backup).containsEntry("BackupStatus", "AVAILABLE");
            arn = (String) backup.get("BackupArn");
            Thread.sleep(1_100);
            Instant then = Instant.now();
            Thread.sleep(1_100);
            put(connection, 0, ITEMS / 2, "new");

            cli.ok(
                    "restore-table-to-point-in-time",
                    "--source-table-name",
                    "films",
                    "--target-table-name",
                    "films-then",
                    "--restore-date-time",
                    then.toString());
            awaitActive(connection, "films-then");
            assertThat(count(connection, "films-then", "old")).isEqualTo(ITEMS);

            cli.ok("restore-table-from-backup", "--target-table-name", "films-again", "--backup-arn", arn);
            server.kill();
        }
        try (ServerProcess server = Packaged.start("--data", data.toString());
                ApiConnection connection = new ApiConnection(server.port())) {
            AwsCli cli = new AwsCli(server.port());
            awaitActive(connection, "films-again");
            assertThat(count(connection, "films-again", "old")).isEqualTo(ITEMS);
            assertThat(count(connection, "films", "new")).isEqualTo(ITEMS / 2);
            assertThat(Json.array(
                            cli.ok("list-backups", "--table-name", "films").get("BackupSummaries")))
                    .hasSize(1);
            cli.ok("delete-backup", "--backup-arn", arn);
            cli.refused("BackupNotFoundException", "describe-backup", "--backup-arn", arn);
        }
    }

    /** The CLI's own waiter looks every 20 seconds only. */
    private static void awaitActive(ApiConnection connection, String table) throws Exception {
        while (!connection
                .call("DescribeTable", "{\"TableName\":\"" + table + "\"}")
                .contains("\"TableStatus\":\"ACTIVE\"")) {
            Thread.sleep(100);
        }
    }

    private static void recovery(AwsCli cli) throws Exception {
        Map<String, Object> state = Json.object(cli.ok(
                        "update-continuous-backups",
                        "--table-name",
                        "films",
                        "--point-in-time-recovery-specification",
                        "PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=7")
                .get("ContinuousBackupsDescription"));
        assertThat(Json.object(state.get("PointInTimeRecoveryDescription")))
                .containsEntry("PointInTimeRecoveryStatus", "ENABLED")
                .containsKeys("EarliestRestorableDateTime", "LatestRestorableDateTime");
    }

    private static void put(ApiConnection connection, int from, int to, String text) throws Exception {
        for (int first = from; first < to; first += 25) {
            StringBuilder writes = new StringBuilder();
            for (int number = first; number < Math.min(first + 25, to); number++) {
                writes.append(writes.isEmpty() ? "" : ",")
                        .append("{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"k")
                        .append(number)
                        .append("\"},\"text\":{\"S\":\"")
                        .append(text)
                        .append("\"}}}}");
            }
            connection.call("BatchWriteItem", "{\"RequestItems\":{\"films\":[" + writes + "]}}");
        }
    }

    private static int count(ApiConnection connection, String table, String text) throws Exception {
        int count = 0;
        String start = "";
        while (true) {
            Map<String, Object> page = Json.object(Json.parse(connection.call(
                    "Scan",
                    "{\"TableName\":\"" + table + "\",\"Select\":\"COUNT\",\"FilterExpression\":\"#t = :t\","
                            + "\"ExpressionAttributeNames\":{\"#t\":\"text\"},"
                            + "\"ExpressionAttributeValues\":{\":t\":{\"S\":\"" + text + "\"}}" + start + "}")));
            count += ((Double) page.get("Count")).intValue();
            if (page.get("LastEvaluatedKey") == null) {
                return count;
            }
            Map<String, Object> key =
                    Json.object(Json.object(page.get("LastEvaluatedKey")).get("pk"));
            start = ",\"ExclusiveStartKey\":{\"pk\":{\"S\":\"" + key.get("S") + "\"}}";
        }
    }
}

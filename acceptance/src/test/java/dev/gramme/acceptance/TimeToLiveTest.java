package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items that expire on the packaged server, switched on with the AWS CLI. */
@Timeout(120)
class TimeToLiveTest {
    @Test
    void anItemGoesWithinSeconds() throws Exception {
        AwsCli.requireInstalled();
        try (ServerProcess server = Packaged.start("--in-memory");
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, "sessions", false);
            AwsCli cli = new AwsCli(server.port());
            Map<String, Object> answer = cli.ok(
                    "update-time-to-live",
                    "--table-name",
                    "sessions",
                    "--time-to-live-specification",
                    "Enabled=true,AttributeName=until");
            assertThat(answer)
                    .containsEntry("TimeToLiveSpecification", Map.of("Enabled", true, "AttributeName", "until"));
            cli.refused(
                    "TimeToLive is already enabled",
                    "update-time-to-live",
                    "--table-name",
                    "sessions",
                    "--time-to-live-specification",
                    "Enabled=true,AttributeName=until");
            put(connection, "short", System.currentTimeMillis() / 1_000);
            put(connection, "long", System.currentTimeMillis() / 1_000 + 3_600);
            Object count = 2.0;
            for (int second = 0; second < 30 && !count.equals(1.0); second++) {
                Thread.sleep(1_000);
                count = Json.object(Json.parse(connection.call("Scan", "{\"TableName\":\"sessions\"}")))
                        .get("Count");
            }
            assertThat(count).isEqualTo(1.0);
            assertThat(Json.object(cli.ok("describe-time-to-live", "--table-name", "sessions")
                            .get("TimeToLiveDescription")))
                    .containsEntry("TimeToLiveStatus", "ENABLED")
                    .containsEntry("AttributeName", "until");
        }
    }

    private static void put(ApiConnection connection, String key, long until) throws Exception {
        connection.call(
                "PutItem",
                "{\"TableName\":\"sessions\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"},\"until\":{\"N\":\"" + until
                        + "\"}}}");
    }
}

package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.Answers.Answer;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the same requests to Gramme and to DynamoDB Local, and keeps what they answer differently. */
public final class Differential {
    private static final int MOST_KEPT = 40;
    private static final int MOST_PAGES = 200;
    private static final int MOST_WAITS = 500;
    /** Local has a region of its own, which shows in ARNs. */
    private static final String ARN = "arn:aws:dynamodb:us-east-1:";

    private static final String LOCAL_ARN = "arn:aws:dynamodb:ddblocal:";

    private final int grammePort;
    private final int localPort;

    public Differential(int grammePort, int localPort) {
        this.grammePort = grammePort;
        this.localPort = localPort;
    }

    /** What is compared. */
    public enum Kind {
        ITEMS,
        INDEXES,
        TRANSACTIONS,
        TABLES,
        STATEMENTS;

        private Workload workload(long seed) {
            return switch (this) {
                case ITEMS -> new RandomRequests(seed);
                case INDEXES -> new IndexRequests(seed);
                case TRANSACTIONS -> new TransactionRequests(seed);
                case TABLES -> new TableRequests(seed);
                case STATEMENTS -> new StatementRequests(seed);
            };
        }
    }

    /** Runs a seed; returns the differences nobody has explained, as text. */
    public List<String> run(Kind kind, long seed, int requests) throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        Workload workload = kind.workload(seed);
        try (ApiConnection gramme = new ApiConnection(grammePort);
                ApiConnection local = new ApiConnection(localPort)) {
            for (Request request : workload.before()) {
                gramme.call(request.operation(), request.body());
                local.call(request.operation(), request.body());
            }
            for (int at = 0; at < requests && differences.size() < MOST_KEPT; at++) {
                Request request = workload.next();
                Answer ours = ask(gramme, request, ARN);
                Answer theirs = ask(local, request, LOCAL_ARN);
                if (!ours.equals(theirs) && !KnownDifference.explains(request, ours, theirs)) {
                    differences.add(request.operation() + " " + request.body() + "\n   gramme " + ours + "\n   local  "
                            + theirs);
                }
            }
            for (Request request : workload.after()) {
                gramme.tryCall(request.operation(), request.body());
                local.tryCall(request.operation(), request.body());
            }
        }
        return differences;
    }

    private static Answer ask(ApiConnection connection, Request request, String arn)
            throws IOException, InterruptedException {
        String answer = connection.tryCall(request.operation(), request.body().replace(ARN, arn));
        int status = connection.status();
        if (status == 200 && request.paged()) {
            return pages(connection, request, answer);
        }
        if (status == 200
                && (request.operation().equals("CreateTable")
                        || request.operation().equals("UpdateTable"))) {
            waitUntilActive(connection, request);
        }
        return Answers.of(request.operation(), status, answer.replace(arn, ARN));
    }

    /** All pages as one answer. */
    private static Answer pages(ApiConnection connection, Request request, String first) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        double count = 0;
        double scanned = 0;
        String answer = first;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Map<String, @Nullable Object> page = Json.object(Json.parse(answer));
            if (page.get("Items") instanceof List<?> some) {
                items.addAll(some);
            }
            count += number(page.get("Count"));
            scanned += number(page.get("ScannedCount"));
            if (!(page.get("LastEvaluatedKey") instanceof Map<?, ?> last)) {
                break;
            }
            answer = connection.tryCall(
                    request.operation(),
                    "{\"ExclusiveStartKey\":" + json(last) + ","
                            + request.body().substring(1));
            if (connection.status() != 200) {
                return Answers.of(request.operation(), connection.status(), answer);
            }
        }
        Map<String, @Nullable Object> all = new HashMap<>();
        all.put("Items", items);
        all.put("Count", count);
        all.put("ScannedCount", scanned);
        return Answers.of(request.operation(), all);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Double number ? number : 0;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(Json.quote((String) name) + ":" + json(member)));
            return "{" + String.join(",", members) + "}";
        }
        return Json.quote((String) value);
    }

    /** A table and all its indexes are ready: both servers are asked the next thing in the same state. */
    private static void waitUntilActive(ApiConnection connection, Request request)
            throws IOException, InterruptedException {
        String name = String.valueOf(Json.object(Json.parse(request.body())).get("TableName"));
        for (int waits = 0; waits < MOST_WAITS; waits++) {
            String table = connection.call("DescribeTable", "{\"TableName\":\"" + name + "\"}");
            if (!table.matches(".*Status\":\"(CREATING|UPDATING|DELETING)\".*")) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IOException("The table does not become ready: " + name);
    }
}

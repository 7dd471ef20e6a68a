package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.Answers.Answer;
import dev.gramme.acceptance.differential.RandomRequests.Request;
import dev.gramme.acceptance.load.ApiConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends the same requests to Gramme and to DynamoDB Local, and keeps what they answer differently. */
public final class Differential {
    private static final int MOST_KEPT = 40;

    private final int grammePort;
    private final int localPort;

    public Differential(int grammePort, int localPort) {
        this.grammePort = grammePort;
        this.localPort = localPort;
    }

    /** Runs a seed; returns the differences nobody has explained, as text. */
    public List<String> run(long seed, int requests) throws IOException {
        List<String> differences = new ArrayList<>();
        RandomRequests random = new RandomRequests(seed);
        try (ApiConnection gramme = new ApiConnection(grammePort);
                ApiConnection local = new ApiConnection(localPort)) {
            for (RandomRequests.Table table : RandomRequests.TABLES) {
                Request create = RandomRequests.create(table);
                gramme.call(create.operation(), create.body());
                local.call(create.operation(), create.body());
            }
            for (int at = 0; at < requests && differences.size() < MOST_KEPT; at++) {
                Request request = random.next();
                Answer ours = ask(gramme, request);
                Answer theirs = ask(local, request);
                if (!ours.equals(theirs) && !KnownDifference.explains(request, ours, theirs)) {
                    differences.add(request.operation() + " " + request.body() + "\n   gramme " + ours + "\n   local  "
                            + theirs);
                }
            }
            for (RandomRequests.Table table : RandomRequests.TABLES) {
                String delete = "{\"TableName\":\"" + table.name() + "\"}";
                gramme.call("DeleteTable", delete);
                local.call("DeleteTable", delete);
            }
        }
        return differences;
    }

    private static Answer ask(ApiConnection connection, Request request) throws IOException {
        String answer = connection.tryCall(request.operation(), request.body());
        return Answers.of(request.operation(), connection.status(), answer);
    }
}

package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** GetRecords from the oldest change on, of any shard of a stream. */
record StreamReads(List<String> iterators) implements Requests {
    private static final String PREFIX = "DynamoDBStreams_20120810.";
    static final String OPERATION = PREFIX + "GetRecords";

    static StreamReads of(ServerProcess server, String table) throws IOException {
        try (ApiConnection connection = new ApiConnection(server)) {
            String stream = all(
                            "LatestStreamArn", connection.call("DescribeTable", "{\"TableName\":\"" + table + "\"}"))
                    .getFirst();
            String described = connection.call(PREFIX + "DescribeStream", "{\"StreamArn\":\"" + stream + "\"}");
            List<String> iterators = new ArrayList<>();
            for (String shard : all("ShardId", described)) {
                String answer = connection.call(
                        PREFIX + "GetShardIterator",
                        "{\"StreamArn\":\"" + stream + "\",\"ShardId\":\"" + shard
                                + "\",\"ShardIteratorType\":\"TRIM_HORIZON\"}");
                iterators.add(all("ShardIterator", answer).getFirst());
            }
            return new StreamReads(iterators);
        }
    }

    private static List<String> all(String field, String json) {
        return Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"")
                .matcher(json)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public String body(Random random) {
        return "{\"Limit\":500,\"ShardIterator\":\"" + iterators.get(random.nextInt(iterators.size())) + "\"}";
    }
}

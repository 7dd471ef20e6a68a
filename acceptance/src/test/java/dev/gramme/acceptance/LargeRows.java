package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Rows of a table, large enough to fill a disk or a memtable, whose content follows from their number. */
record LargeRows(String table, int characters) {
    String put(ApiConnection connection, int row) throws IOException {
        return connection.tryCall(
                "PutItem",
                "{\"TableName\":\"" + table + "\",\"Item\":{\"pk\":" + Json.s("row" + row) + ",\"text\":"
                        + Json.s(text(row)) + "}}");
    }

    private String text(int row) {
        Random random = new Random(row);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < characters; at++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    String get(ApiConnection connection, int row) throws IOException {
        return connection.tryCall(
                "GetItem",
                "{\"TableName\":\"" + table + "\",\"ConsistentRead\":true,\"Key\":{\"pk\":" + Json.s("row" + row)
                        + "}}");
    }

    void require(ApiConnection connection, Iterable<Integer> rows) throws IOException {
        for (int row : rows) {
            String answer = get(connection, row);
            assertThat(connection.status()).as(answer).isEqualTo(200);
            assertThat(answer.contains(text(row))).as("row " + row).isTrue();
        }
    }

    /** Tries again until it is taken. */
    void putWithin(ApiConnection connection, int row, long seconds) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String answer = put(connection, row);
        while (connection.status() != 200) {
            assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
            Thread.sleep(50);
            answer = put(connection, row);
        }
    }
}

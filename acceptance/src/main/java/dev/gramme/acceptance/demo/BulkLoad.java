package dev.gramme.acceptance.demo;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts items into a table by BatchWriteItem over several connections, with a progress bar. */
final class BulkLoad {
    private static final int BATCH = 25;
    private static final int CONNECTIONS = 16;
    private static final int BAR = 40;

    private final int port;

    BulkLoad(int port) {
        this.port = port;
    }

    /** Puts all items, each given as DynamoDB's JSON. */
    void load(String table, List<String> items) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread[] threads = new Thread[CONNECTIONS];
        long started = System.nanoTime();
        for (int thread = 0; thread < CONNECTIONS; thread++) {
            threads[thread] = Thread.ofVirtual().start(() -> {
                try (ApiConnection connection = new ApiConnection(port)) {
                    for (int from = next.getAndAdd(BATCH);
                            from < items.size() && failure.get() == null;
                            from = next.getAndAdd(BATCH)) {
                        List<String> batch = items.subList(from, Math.min(from + BATCH, items.size()));
                        write(connection, table, batch);
                        done.addAndGet(batch.size());
                    }
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            });
        }
        for (Thread thread : threads) {
            while (!thread.join(Duration.ofMillis(100))) {
                show(table, done.get(), items.size(), started);
            }
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        show(table, done.get(), items.size(), started);
        System.out.println();
    }

    private static void write(ApiConnection connection, String table, List<String> batch) throws IOException {
        StringBuilder writes = new StringBuilder();
        for (String item : batch) {
            writes.append(writes.isEmpty() ? "" : ",")
                    .append("{\"PutRequest\":{\"Item\":")
                    .append(item)
                    .append("}}");
        }
        String requestItems = "{\"" + table + "\":[" + writes + "]}";
        while (!requestItems.equals("{}")) {
            String answer = connection.call("BatchWriteItem", "{\"RequestItems\":" + requestItems + "}");
            Object left = Json.object(Json.parse(answer)).get("UnprocessedItems");
            boolean all = left == null || Json.object(left).isEmpty();
            requestItems = all ? "{}" : answer.substring(answer.indexOf("UnprocessedItems") + 18, answer.length() - 1);
        }
    }

    private static void show(String table, int done, int all, long started) {
        int filled = (int) ((long) BAR * done / all);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "\r%-8s [%s%s] %,d of %,d, %,.0f/s ",
                table, "#".repeat(filled), ".".repeat(BAR - filled), done, all, done / seconds);
    }
}

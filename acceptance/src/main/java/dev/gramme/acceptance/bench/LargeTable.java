package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Point reads of a small table, and of the same table once it is large. */
final class LargeTable {
    private static final int SMALL = 100_000;
    private static final int CHUNK = 10_000;
    private static final int LOADERS = 16;
    private static final int WARM_UP_SECONDS = 5;
    private static final int SECONDS = 5;

    private final ServerProcess server;
    private final Driver driver;

    LargeTable(ServerProcess server, Driver driver) {
        this.server = server;
        this.driver = driver;
    }

    /** Reads of items numbered below a bound. */
    private record Reads(int items) implements Requests {
        @Override
        public String operation() {
            return "GetItem";
        }

        @Override
        public String body(Random random) {
            String key = Workload.key(random.nextInt(items));
            return "{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"" + key + "\"}}}";
        }
    }

    void run(int items) throws IOException, InterruptedException {
        try (ApiConnection connection = new ApiConnection(server)) {
            Tables.create(connection, "items", false);
        }
        load(0, SMALL);
        Driver.Cost small = reads(SMALL);
        show(SMALL, small);
        long started = System.nanoTime();
        load(SMALL, items);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("loaded %,d items at %,.0f items/s%n", items - SMALL, (items - SMALL) / seconds);
        settle();
        Driver.Cost large = reads(items);
        show(items, large);
        System.out.printf("ratio of CPU for a read: %.2f%n", large.cpuMicros() / small.cpuMicros());
    }

    private Driver.Cost reads(int items) throws IOException, InterruptedException {
        driver.run(new Reads(items), WARM_UP_SECONDS);
        return driver.run(new Reads(items), SECONDS);
    }

    /** Waits until the server has put its files in order: a load leaves work behind that is not a reader's. */
    private void settle() throws IOException, InterruptedException {
        long before = server.cpuMicros();
        for (int second = 0; second < 300; second++) {
            Thread.sleep(1_000);
            long now = server.cpuMicros();
            if (now - before < 50_000) {
                return;
            }
            before = now;
        }
    }

    private static void show(int items, Driver.Cost cost) {
        System.out.printf(
                "GetItem among %,d items: %.1f CPU µs, %,.0f requests/s, p50 %,d µs, p99 %,d µs%n",
                items, cost.cpuMicros(), cost.perSecond(), cost.p50Micros(), cost.p99Micros());
    }

    private void load(int from, int to) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread[] threads = new Thread[LOADERS];
        for (int thread = 0; thread < LOADERS; thread++) {
            threads[thread] = Thread.ofVirtual().start(() -> {
                try (ApiConnection connection = new ApiConnection(server)) {
                    for (int first = next.getAndAdd(CHUNK);
                            first < to && failure.get() == null;
                            first = next.getAndAdd(CHUNK)) {
                        Fill.items(connection, "items", first, Math.min(first + CHUNK, to));
                    }
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}

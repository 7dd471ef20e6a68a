package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.faults.Balancer;
import dev.gramme.acceptance.faults.ClusterServer;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Servers are stopped and started one by one, as for an upgrade; applications behind a load balancer do not notice. */
@Tag("cluster")
@Timeout(300)
class RollingRestartTest {
    private static final String TABLE = "rolling";
    private static final int CLIENTS = 4;
    private static final long BETWEEN_MILLIS = 3_000;
    private static final long ANSWER_SECONDS = 60;

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    @Test
    void noRequestFails() throws Exception {
        assumeTrue(CassandraNode.java17() != null, "Skipped: Cassandra needs a JDK 17, and none was found");
        List<ClusterServer> servers = new ArrayList<>();
        try (LocalCluster nodes = new LocalCluster(Packaged.HOME, directory, "127.0.8")) {
            nodes.start(1);
            for (int number = 1; number <= 2; number++) {
                ClusterServer server = new ClusterServer(
                        Packaged.HOME,
                        directory.resolve("server-" + number),
                        nodes.location("rolling"),
                        directory.resolve("root.key"));
                servers.add(server);
                server.ensureAnswers(ANSWER_SECONDS);
            }
            try (ApiConnection connection = new ApiConnection(servers.getFirst().port())) {
                connection.call("CreateTable", """
                        {"TableName":"rolling","BillingMode":"PAY_PER_REQUEST",
                        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
                        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}""");
            }
            try (Balancer balancer = new Balancer(servers)) {
                restartEach(servers, balancer);
            }
        } finally {
            servers.forEach(ClusterServer::close);
        }
        System.out.println("RollingRestartTest: " + done.get() + " requests done, the longest took "
                + longestNanos.get() / 1_000_000 + " ms, failed: " + failures);
        assertThat(failures).isEmpty();
        assertThat(done.get()).isPositive();
    }

    private void restartEach(List<ClusterServer> servers, Balancer balancer) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            String id = "client-" + number;
            threads.add(Thread.ofPlatform().start(() -> use(balancer, id)));
        }
        for (ClusterServer server : servers) {
            Thread.sleep(BETWEEN_MILLIS);
            server.stop();
            Thread.sleep(BETWEEN_MILLIS);
            server.ensureAnswers(ANSWER_SECONDS);
        }
        Thread.sleep(BETWEEN_MILLIS);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Writes and reads one item as an application does: with the SDK as it comes, and what that tries again. */
    private void use(Balancer balancer, String id) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://localhost:" + balancer.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            for (int version = 1; !stop.get(); version++) {
                AttributeValue expected = AttributeValue.fromN(Integer.toString(version));
                timed(() -> client.putItem(
                        put -> put.tableName(TABLE).item(Map.of("id", AttributeValue.fromS(id), "version", expected))));
                timed(() -> {
                    AttributeValue found = client.getItem(get -> get.tableName(TABLE)
                                    .consistentRead(true)
                                    .key(Map.of("id", AttributeValue.fromS(id))))
                            .item()
                            .get("version");
                    if (!expected.equals(found)) {
                        failures.add(id + " read " + found + " for " + expected);
                    }
                });
            }
        } catch (RuntimeException e) {
            failures.add(id + ": " + e);
        }
    }

    private void timed(Runnable request) {
        long began = System.nanoTime();
        request.run();
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        done.incrementAndGet();
    }
}

package dev.gramme.server.remote;

import dev.gramme.database.kinesis.Sink;
import dev.gramme.database.kinesis.SinkException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Kinesis, or whatever speaks its protocol. Streams are called by name, in the region their ARN names, with the
 * credentials of the SDK's default chain.
 */
final class KinesisSink implements Sink {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REGION_FIELD = 3;

    private final @Nullable URI endpoint;
    private final Map<String, KinesisClient> clients = new ConcurrentHashMap<>();

    /** @param endpoint null for that of AWS */
    KinesisSink(@Nullable URI endpoint) {
        this.endpoint = endpoint;
    }

    private KinesisClient client(String streamArn) {
        return clients.computeIfAbsent(streamArn.split(":", -1)[REGION_FIELD], this::open);
    }

    /** Whoever delivers tries again in his own time, so the client does not. */
    private KinesisClient open(String region) {
        KinesisClientBuilder builder = KinesisClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIMEOUT)
                        .socketTimeout(TIMEOUT))
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return endpoint == null
                ? builder.build()
                : builder.endpointOverride(endpoint).build();
    }

    /** PutRecords promises no order. */
    @Override
    public boolean keepsOrder() {
        return false;
    }

    @Override
    public void check(String streamArn) throws SinkException {
        try {
            client(streamArn).describeStreamSummary(request -> request.streamName(Sinks.streamName(streamArn)));
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    @Override
    public List<@Nullable String> deliver(String streamArn, List<Entry> entries) throws SinkException {
        List<PutRecordsRequestEntry> records = entries.stream()
                .map(entry -> PutRecordsRequestEntry.builder()
                        .partitionKey(entry.partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                        .build())
                .toList();
        try {
            List<PutRecordsResultEntry> results = client(streamArn)
                    .putRecords(request ->
                            request.streamName(Sinks.streamName(streamArn)).records(records))
                    .records();
            if (results.size() != entries.size()) {
                throw new SinkException(
                        results.size() + " results were answered for " + entries.size() + " records", false);
            }
            List<@Nullable String> refusals = new ArrayList<>(results.size());
            results.forEach(result -> refusals.add(refusal(result)));
            return refusals;
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private static @Nullable String refusal(PutRecordsResultEntry result) {
        return result.errorCode() == null ? null : result.errorCode() + ": " + result.errorMessage();
    }

    private SinkException failure(SdkException e) {
        if (e instanceof AwsServiceException refused) {
            AwsErrorDetails details = refused.awsErrorDetails();
            String text = details == null
                    ? "HTTP status " + refused.statusCode()
                    : details.errorCode() + ": " + details.errorMessage();
            boolean lasting = refused.statusCode() / 100 == 4 && !refused.isThrottlingException();
            return new SinkException(text, lasting, e);
        }
        return new SinkException(
                (endpoint == null ? "Kinesis" : endpoint) + " cannot be called: " + e.getMessage(), false, e);
    }
}

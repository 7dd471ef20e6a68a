package dev.gramme.database.trigger;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeReader;
import dev.gramme.database.stream.OpenStream;
import dev.gramme.database.stream.Position;
import dev.gramme.database.stream.Shard;
import dev.gramme.database.stream.Streams;
import dev.gramme.model.OperationShape;
import dev.gramme.model.lambda.CreateEventSourceMappingRequest;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CreateEventSourceMapping: from now on, or from its oldest change on, a stream's changes go to a function. */
public final class CreateEventSourceMapping
        implements Operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration> {
    private final Mappings mappings;
    private final MappingRules rules;
    private final Streams streams;
    private final ChangeReader reader;
    private final Environment environment;

    CreateEventSourceMapping(
            Mappings mappings, MappingRules rules, Streams streams, ChangeReader reader, Environment environment) {
        this.mappings = mappings;
        this.rules = rules;
        this.streams = streams;
        this.reader = reader;
        this.environment = environment;
    }

    @Override
    public OperationShape<CreateEventSourceMappingRequest, EventSourceMappingConfiguration> shape() {
        return Operations.CREATE_EVENT_SOURCE_MAPPING;
    }

    @Override
    public List<Access> accesses(Call call, CreateEventSourceMappingRequest request) {
        String function = FunctionArns.of(call, Objects.requireNonNull(request.functionName()));
        List<Access> accesses = new ArrayList<>();
        accesses.add(MappingAccess.ofFunction(shape().action(), "*", function));
        String stream = request.eventSourceArn();
        if (stream != null) {
            accesses.addAll(MappingAccess.ofStream(stream));
        }
        return accesses;
    }

    @Override
    public EventSourceMappingConfiguration run(Call call, CreateEventSourceMappingRequest request) {
        requireNothingElse(request);
        boolean latest = isLatest(request);
        Mapping mapping = new Mapping(call.accountId(), call.region(), config(call, request));
        OpenStream stream = streams.find(mapping.streamArn());
        if (stream == null || !stream.stream().table().accountId().equals(call.accountId())) {
            throw MappingRules.invalid("Stream not found: " + mapping.streamArn());
        }
        rules.check(mapping);
        mappings.add(mapping, latest ? starts(stream, mapping.lanes()) : Map.of());
        return mappings.shown(mapping).toBuilder().state("Creating").build();
    }

    private static void requireNothingElse(CreateEventSourceMappingRequest request) {
        MappingRules.requireAbsent("StartingPositionTimestamp", request.startingPositionTimestamp());
        MappingRules.requireAbsent("TumblingWindowInSeconds", request.tumblingWindowInSeconds());
        MappingRules.requireAbsent("Topics", request.topics());
        MappingRules.requireAbsent("Queues", request.queues());
        MappingRules.requireAbsent("SourceAccessConfigurations", request.sourceAccessConfigurations());
        MappingRules.requireAbsent("SelfManagedEventSource", request.selfManagedEventSource());
        MappingRules.requireAbsent(
                "AmazonManagedKafkaEventSourceConfig", request.amazonManagedKafkaEventSourceConfig());
        MappingRules.requireAbsent("SelfManagedKafkaEventSourceConfig", request.selfManagedKafkaEventSourceConfig());
        MappingRules.requireAbsent("ScalingConfig", request.scalingConfig());
        MappingRules.requireAbsent("DocumentDBEventSourceConfig", request.documentDBEventSourceConfig());
        MappingRules.requireAbsent("KMSKeyArn", request.kmsKeyArn());
        MappingRules.requireAbsent("MetricsConfig", request.metricsConfig());
        MappingRules.requireAbsent("LoggingConfig", request.loggingConfig());
        MappingRules.requireAbsent("ProvisionedPollerConfig", request.provisionedPollerConfig());
        Map<String, String> tags = request.tags();
        MappingRules.requireAbsent("Tags", tags == null || tags.isEmpty() ? null : tags);
    }

    private static boolean isLatest(CreateEventSourceMappingRequest request) {
        String start = request.startingPosition();
        if (start == null) {
            throw MappingRules.invalid("1 validation error detected: Value null at 'startingPosition' failed to"
                    + " satisfy constraint: Member must not be null.");
        }
        if (start.equals("AT_TIMESTAMP")) {
            throw MappingRules.invalid("Unsupported starting position for arn type: DynamoDB streams know LATEST and"
                    + " TRIM_HORIZON only");
        }
        return start.equals("LATEST");
    }

    private EventSourceMappingConfiguration config(Call call, CreateEventSourceMappingRequest request) {
        String arn = request.eventSourceArn();
        if (arn == null) {
            throw MappingRules.invalid("The event source ARN is missing: EventSourceArn");
        }
        String uuid = new UUID(
                        (environment.randomLong() & ~0xF000L) | 0x4000L,
                        (environment.randomLong() & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE)
                .toString();
        String function = FunctionArns.of(call, Objects.requireNonNull(request.functionName()));
        return EventSourceMappingConfiguration.builder()
                .uuid(uuid)
                .startingPosition(request.startingPosition())
                .batchSize(or(request.batchSize(), 100))
                .maximumBatchingWindowInSeconds(or(request.maximumBatchingWindowInSeconds(), 0))
                .parallelizationFactor(or(request.parallelizationFactor(), 1))
                .eventSourceArn(arn)
                .filterCriteria(request.filterCriteria())
                .functionArn(function)
                .lastModified(Instant.ofEpochMilli(environment.clockMillis()))
                .state(Boolean.FALSE.equals(request.enabled()) ? Mapping.DISABLED : Mapping.ENABLED)
                .stateTransitionReason("User action")
                .destinationConfig(request.destinationConfig())
                .maximumRecordAgeInSeconds(or(request.maximumRecordAgeInSeconds(), Mapping.ENDLESS))
                .bisectBatchOnFunctionError(Boolean.TRUE.equals(request.bisectBatchOnFunctionError()))
                .maximumRetryAttempts(or(request.maximumRetryAttempts(), Mapping.ENDLESS))
                .tumblingWindowInSeconds(0)
                .functionResponseTypes(Objects.requireNonNullElse(request.functionResponseTypes(), List.of()))
                .eventSourceMappingArn(
                        "arn:aws:lambda:" + call.region() + ":" + call.accountId() + ":event-source-mapping:" + uuid)
                .build();
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    /** Behind all that is in the stream now; shards that are yet to be opened begin with their first change. */
    private Map<String, Progress> starts(OpenStream stream, int lanes) {
        Map<String, Progress> starts = new HashMap<>();
        String arn = stream.stream().arn();
        for (Shard shard : stream.stream().shards()) {
            Position latest = reader.latest(arn, shard.id());
            starts.put(
                    shard.id(),
                    shard.isOpen() && latest != null ? Progress.from(latest, lanes) : Progress.passedOver());
        }
        return starts;
    }
}

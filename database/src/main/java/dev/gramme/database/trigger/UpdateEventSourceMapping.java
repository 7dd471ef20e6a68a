package dev.gramme.database.trigger;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.Operations;
import dev.gramme.model.lambda.UpdateEventSourceMappingRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UpdateEventSourceMapping: what is given replaces what was chosen; the mapping goes on where it is. */
public final class UpdateEventSourceMapping
        implements Operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration> {
    private final Mappings mappings;
    private final MappingRules rules;
    private final Environment environment;

    UpdateEventSourceMapping(Mappings mappings, MappingRules rules, Environment environment) {
        this.mappings = mappings;
        this.rules = rules;
        this.environment = environment;
    }

    @Override
    public OperationShape<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration> shape() {
        return Operations.UPDATE_EVENT_SOURCE_MAPPING;
    }

    @Override
    public List<Access> accesses(Call call, UpdateEventSourceMappingRequest request) {
        List<Access> accesses = new ArrayList<>();
        accesses.add(MappingAccess.of(mappings, call, shape().action(), request.uuid()));
        String function = request.functionName();
        if (function != null) { // it is to get what it got not before
            String resource = MappingAccess.arn(call, request.uuid());
            accesses.add(MappingAccess.ofFunction(shape().action(), resource, FunctionArns.of(call, function)));
            String stream = mappings.require(call, request.uuid()).streamArn();
            accesses.addAll(MappingAccess.ofStream(stream));
        }
        return accesses;
    }

    @Override
    public EventSourceMappingConfiguration run(Call call, UpdateEventSourceMappingRequest request) {
        requireNothingElse(request);
        Mapping changed = mappings.change(call, request.uuid(), before -> {
            Mapping after = new Mapping(before.accountId(), before.region(), config(call, request, before.config()));
            rules.check(after);
            return after;
        });
        Boolean enabled = request.enabled();
        String state = enabled == null ? "Updating" : enabled ? "Enabling" : "Disabling";
        return mappings.shown(changed).toBuilder().state(state).build();
    }

    private static void requireNothingElse(UpdateEventSourceMappingRequest request) {
        MappingRules.requireAbsent("TumblingWindowInSeconds", request.tumblingWindowInSeconds());
        MappingRules.requireAbsent("SourceAccessConfigurations", request.sourceAccessConfigurations());
        MappingRules.requireAbsent(
                "AmazonManagedKafkaEventSourceConfig", request.amazonManagedKafkaEventSourceConfig());
        MappingRules.requireAbsent("SelfManagedKafkaEventSourceConfig", request.selfManagedKafkaEventSourceConfig());
        MappingRules.requireAbsent("ScalingConfig", request.scalingConfig());
        MappingRules.requireAbsent("DocumentDBEventSourceConfig", request.documentDBEventSourceConfig());
        MappingRules.requireAbsent("KMSKeyArn", request.kmsKeyArn());
        MappingRules.requireAbsent("MetricsConfig", request.metricsConfig());
        MappingRules.requireAbsent("LoggingConfig", request.loggingConfig());
        MappingRules.requireAbsent("ProvisionedPollerConfig", request.provisionedPollerConfig());
    }

    private EventSourceMappingConfiguration config(
            Call call, UpdateEventSourceMappingRequest request, EventSourceMappingConfiguration before) {
        String function = request.functionName();
        Boolean enabled = request.enabled();
        return before.toBuilder()
                .functionArn(function == null ? before.functionArn() : FunctionArns.of(call, function))
                .state(enabled == null ? before.state() : enabled ? Mapping.ENABLED : Mapping.DISABLED)
                .batchSize(or(request.batchSize(), before.batchSize()))
                .filterCriteria(or(request.filterCriteria(), before.filterCriteria()))
                .maximumBatchingWindowInSeconds(
                        or(request.maximumBatchingWindowInSeconds(), before.maximumBatchingWindowInSeconds()))
                .destinationConfig(or(request.destinationConfig(), before.destinationConfig()))
                .maximumRecordAgeInSeconds(or(request.maximumRecordAgeInSeconds(), before.maximumRecordAgeInSeconds()))
                .bisectBatchOnFunctionError(
                        or(request.bisectBatchOnFunctionError(), before.bisectBatchOnFunctionError()))
                .maximumRetryAttempts(or(request.maximumRetryAttempts(), before.maximumRetryAttempts()))
                .parallelizationFactor(or(request.parallelizationFactor(), before.parallelizationFactor()))
                .functionResponseTypes(or(request.functionResponseTypes(), before.functionResponseTypes()))
                .lastModified(Instant.ofEpochMilli(environment.clockMillis()))
                .build();
    }

    private static <T> @Nullable T or(@Nullable T changed, @Nullable T before) {
        return changed == null ? before : changed;
    }
}

package dev.gramme.database.trigger;

import dev.gramme.model.lambda.DestinationConfig;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.Filter;
import dev.gramme.model.lambda.FilterCriteria;
import dev.gramme.model.lambda.OnFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a stream to a function, as the catalog keeps it.
 *
 * @param accountId whose it is
 * @param config all that was chosen or left to its default; its state is Enabled or Disabled
 */
record Mapping(String accountId, String region, EventSourceMappingConfiguration config) {
    static final String ENABLED = "Enabled";
    static final String DISABLED = "Disabled";

    /** For numbers of retries and ages: no bound. */
    static final int ENDLESS = -1;

    String uuid() {
        return Objects.requireNonNull(config.uuid());
    }

    String streamArn() {
        return Objects.requireNonNull(config.eventSourceArn());
    }

    String functionArn() {
        return Objects.requireNonNull(config.functionArn());
    }

    String functionName() {
        return FunctionArns.name(functionArn());
    }

    boolean isEnabled() {
        return ENABLED.equals(config.state());
    }

    int batchSize() {
        return or(config.batchSize(), 100);
    }

    long windowMillis() {
        return or(config.maximumBatchingWindowInSeconds(), 0) * 1000L;
    }

    int lanes() {
        return or(config.parallelizationFactor(), 1);
    }

    /** -1 for no bound. */
    int mostRetries() {
        return or(config.maximumRetryAttempts(), ENDLESS);
    }

    /** -1 for no bound. */
    long mostAgeMillis() {
        int seconds = or(config.maximumRecordAgeInSeconds(), ENDLESS);
        return seconds == ENDLESS ? ENDLESS : seconds * 1000L;
    }

    boolean bisects() {
        return Boolean.TRUE.equals(config.bisectBatchOnFunctionError());
    }

    boolean takesPartialAnswers() {
        List<String> types = config.functionResponseTypes();
        return types != null && !types.isEmpty();
    }

    /** Where accounts of discarded records go; null for nowhere. */
    @Nullable
    String failureDestination() {
        DestinationConfig destinations = config.destinationConfig();
        OnFailure failure = destinations == null ? null : destinations.onFailure();
        String arn = failure == null ? null : failure.destination();
        return arn == null || arn.isEmpty() ? null : arn;
    }

    List<String> patterns() {
        FilterCriteria criteria = config.filterCriteria();
        List<Filter> filters = criteria == null ? null : criteria.filters();
        return filters == null
                ? List.of()
                : filters.stream()
                        .map(filter -> Objects.requireNonNullElse(filter.pattern(), "{}"))
                        .toList();
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}

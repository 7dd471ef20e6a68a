package dev.gramme.database.trigger;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.lambda.DestinationConfig;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.OnSuccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mapping may be. */
final class MappingRules {
    /** Source: Lambda's developer guide, "Control which events Lambda sends to your function". */
    private static final int MOST_FILTERS = 5;

    private final TriggerSettings settings;

    MappingRules(TriggerSettings settings) {
        this.settings = settings;
    }

    static DynamoException invalid(String message) {
        return new DynamoException(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    /** Refuses what is not built, and what is for other sources only. */
    static void requireAbsent(String name, @Nullable Object value) {
        boolean empty = value == null
                || (value instanceof List<?> list && list.isEmpty())
                || value.equals("")
                || value.equals(0);
        if (!empty) {
            throw invalid(name + " is not supported for DynamoDB streams by this server");
        }
    }

    void check(Mapping mapping) {
        EventSourceMappingConfiguration config = mapping.config();
        if (!settings.functions().exists(mapping.functionName())) {
            throw new DynamoException(
                    ErrorCode.LAMBDA_RESOURCE_NOT_FOUND, "Function not found: " + mapping.functionArn());
        }
        DestinationConfig destinations = config.destinationConfig();
        OnSuccess success = destinations == null ? null : destinations.onSuccess();
        requireAbsent("DestinationConfig.OnSuccess", success == null ? null : success.destination());
        String failure = mapping.failureDestination();
        if (failure != null && !settings.destination().takes(failure)) {
            throw invalid("The destination " + failure + " cannot be reached: this server was started without"
                    + " --failure-destination");
        }
        Integer age = config.maximumRecordAgeInSeconds();
        if (age != null && age != Mapping.ENDLESS && age < 60) {
            throw invalid("MaximumRecordAgeInSeconds must be -1 or between 60 and 604800");
        }
        List<String> patterns = mapping.patterns();
        if (patterns.size() > MOST_FILTERS) {
            throw invalid("Filters may hold " + MOST_FILTERS + " filters at most");
        }
        for (String pattern : patterns) {
            try {
                EventPattern.parse(pattern);
            } catch (IllegalArgumentException e) {
                throw invalid("Invalid filter pattern definition: " + e.getMessage());
            }
        }
    }
}

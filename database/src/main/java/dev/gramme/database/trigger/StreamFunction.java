package dev.gramme.database.trigger;

import org.jspecify.annotations.Nullable;

/** A function in this process, called as a Lambda function would be. */
@FunctionalInterface
public interface StreamFunction {
    /**
     * Handles a batch of changes. Whatever it throws fails the batch, which then comes again as its mapping says.
     *
     * @param event the JSON of a Lambda event of DynamoDB streams: {@code {"Records":[...]}}
     * @return null, or JSON: {@code {"batchItemFailures":[{"itemIdentifier":"<SequenceNumber>"}]}} where the mapping
     *     asks for ReportBatchItemFailures
     */
    @Nullable
    String handle(String event) throws Exception;
}

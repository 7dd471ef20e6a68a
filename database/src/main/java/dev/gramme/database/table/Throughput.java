package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import org.jspecify.annotations.Nullable;

/** Billing mode and provisioned throughput, which go together. */
final class Throughput {
    static final String PROVISIONED = "PROVISIONED";
    static final String PAY_PER_REQUEST = "PAY_PER_REQUEST";

    private Throughput() {}

    /** Refuses what does not go together; returns the billing mode, which is PROVISIONED where none is given. */
    static String check(@Nullable String billingMode, @Nullable ProvisionedThroughput throughput) {
        if (PAY_PER_REQUEST.equals(billingMode)) {
            if (throughput != null) {
                throw invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                        + " PAY_PER_REQUEST");
            }
            return PAY_PER_REQUEST;
        }
        if (throughput == null) {
            throw invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
                    + " PROVISIONED");
        }
        return PROVISIONED;
    }

    private static DynamoException invalid(String what) {
        return DynamoException.validation("One or more parameter values were invalid: " + what);
    }

    /** As DescribeTable shows it; zeros for an on-demand table. */
    static ProvisionedThroughputDescription describe(@Nullable ProvisionedThroughput throughput) {
        return ProvisionedThroughputDescription.builder()
                .numberOfDecreasesToday(0L)
                .readCapacityUnits(throughput == null ? Long.valueOf(0) : throughput.readCapacityUnits())
                .writeCapacityUnits(throughput == null ? Long.valueOf(0) : throughput.writeCapacityUnits())
                .build();
    }
}

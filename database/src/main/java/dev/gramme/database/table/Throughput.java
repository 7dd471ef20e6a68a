package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.OnDemandThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import dev.gramme.model.dynamodb.TableDescription;
import dev.gramme.model.dynamodb.TableWarmThroughputDescription;
import dev.gramme.model.dynamodb.WarmThroughput;
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

    static String mode(TableDescription table) {
        BillingModeSummary summary = table.billingModeSummary();
        return summary != null && PAY_PER_REQUEST.equals(summary.billingMode()) ? PAY_PER_REQUEST : PROVISIONED;
    }

    static DynamoException unchanged(String what, ProvisionedThroughputDescription old, ProvisionedThroughput wanted) {
        return DynamoException.validation("The provisioned throughput for the " + what
                + " will not change. The requested value equals the current value. Current ReadCapacityUnits"
                + " provisioned for the " + what + ": " + old.readCapacityUnits() + ". Requested ReadCapacityUnits: "
                + wanted.readCapacityUnits() + ". Current WriteCapacityUnits provisioned for the " + what + ": "
                + old.writeCapacityUnits() + ". Requested WriteCapacityUnits: " + wanted.writeCapacityUnits()
                + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher"
                + " limits.");
    }

    /** Maximum units go with on-demand tables only. */
    static void checkOnDemand(String billingMode, @Nullable OnDemandThroughput maximum) {
        if (maximum != null && !billingMode.equals(PAY_PER_REQUEST)) {
            throw invalid("OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST");
        }
    }

    /** Gramme has no warm-up: what is asked for is there at once. */
    static @Nullable TableWarmThroughputDescription warm(@Nullable WarmThroughput throughput) {
        return throughput == null
                ? null
                : new TableWarmThroughputDescription(
                        throughput.readUnitsPerSecond(), throughput.writeUnitsPerSecond(), Tables.ACTIVE);
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

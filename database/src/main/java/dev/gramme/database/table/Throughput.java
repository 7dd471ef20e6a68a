package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexWarmThroughputDescription;
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

    /** Units a second that a new on-demand table serves (source: "DynamoDB on-demand capacity mode"). */
    private static final long ON_DEMAND_READS = 12_000;

    private static final long ON_DEMAND_WRITES = 4_000;

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

    /**
     * What a table can do at once, as DescribeTable shows it: what was asked for, or else what it is made for (source:
     * "Understanding DynamoDB warm throughput": "available by default for all tables and global secondary indexes").
     */
    static TableWarmThroughputDescription shownWarm(TableDescription table) {
        TableWarmThroughputDescription asked = table.warmThroughput();
        ProvisionedThroughputDescription provisioned = table.provisionedThroughput();
        boolean onDemand = mode(table).equals(PAY_PER_REQUEST);
        return new TableWarmThroughputDescription(
                warmReads(asked == null ? null : asked.readUnitsPerSecond(), onDemand, provisioned),
                warmWrites(asked == null ? null : asked.writeUnitsPerSecond(), onDemand, provisioned),
                Tables.ACTIVE);
    }

    /** The same of a global index. */
    static GlobalSecondaryIndexWarmThroughputDescription shownWarm(
            TableDescription table, GlobalSecondaryIndexDescription index) {
        GlobalSecondaryIndexWarmThroughputDescription asked = index.warmThroughput();
        ProvisionedThroughputDescription provisioned = index.provisionedThroughput();
        boolean onDemand = mode(table).equals(PAY_PER_REQUEST);
        return new GlobalSecondaryIndexWarmThroughputDescription(
                warmReads(asked == null ? null : asked.readUnitsPerSecond(), onDemand, provisioned),
                warmWrites(asked == null ? null : asked.writeUnitsPerSecond(), onDemand, provisioned),
                Tables.ACTIVE);
    }

    private static @Nullable Long warmReads(
            @Nullable Long asked, boolean onDemand, @Nullable ProvisionedThroughputDescription provisioned) {
        if (asked != null) {
            return asked;
        }
        return onDemand || provisioned == null ? Long.valueOf(ON_DEMAND_READS) : provisioned.readCapacityUnits();
    }

    private static @Nullable Long warmWrites(
            @Nullable Long asked, boolean onDemand, @Nullable ProvisionedThroughputDescription provisioned) {
        if (asked != null) {
            return asked;
        }
        return onDemand || provisioned == null ? Long.valueOf(ON_DEMAND_WRITES) : provisioned.writeCapacityUnits();
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

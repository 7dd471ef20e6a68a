package dev.gramme.database.table;

import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexWarmThroughputDescription;
import dev.gramme.model.dynamodb.LocalSecondaryIndex;
import dev.gramme.model.dynamodb.LocalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.WarmThroughput;
import org.jspecify.annotations.Nullable;

/** New indexes as DescribeTable shows them. */
final class IndexDescriptions {
    private IndexDescriptions() {}

    static LocalSecondaryIndexDescription of(LocalSecondaryIndex index, String tableArn) {
        return LocalSecondaryIndexDescription.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .indexSizeBytes(0L)
                .itemCount(0L)
                .indexArn(tableArn + "/index/" + index.indexName())
                .build();
    }

    static GlobalSecondaryIndexDescription of(GlobalSecondaryIndex index, String tableArn) {
        return GlobalSecondaryIndexDescription.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .indexStatus(Tables.CREATING)
                .provisionedThroughput(Throughput.describe(index.provisionedThroughput()))
                .indexSizeBytes(0L)
                .itemCount(0L)
                .indexArn(tableArn + "/index/" + index.indexName())
                .onDemandThroughput(index.onDemandThroughput())
                .warmThroughput(warm(index.warmThroughput()))
                .build();
    }

    static @Nullable GlobalSecondaryIndexWarmThroughputDescription warm(@Nullable WarmThroughput throughput) {
        return throughput == null
                ? null
                : new GlobalSecondaryIndexWarmThroughputDescription(
                        throughput.readUnitsPerSecond(), throughput.writeUnitsPerSecond(), Tables.ACTIVE);
    }
}

package dev.gramme.database.kinesis;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.Destination;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeKinesisStreamingDestinationInput;
import dev.gramme.model.dynamodb.DescribeKinesisStreamingDestinationOutput;
import dev.gramme.model.dynamodb.KinesisDataStreamDestination;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DescribeKinesisStreamingDestination: where a table's changes go, and how that is going. */
final class DescribeKinesisStreamingDestination
        implements Operation<DescribeKinesisStreamingDestinationInput, DescribeKinesisStreamingDestinationOutput> {
    private final Tables tables;
    private final Deliveries deliveries;
    private final DestinationSettings settings;

    DescribeKinesisStreamingDestination(Tables tables, Deliveries deliveries, DestinationSettings settings) {
        this.tables = tables;
        this.deliveries = deliveries;
        this.settings = settings;
    }

    @Override
    public OperationShape<DescribeKinesisStreamingDestinationInput, DescribeKinesisStreamingDestinationOutput> shape() {
        return Operations.DESCRIBE_KINESIS_STREAMING_DESTINATION;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeKinesisStreamingDestinationInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DescribeKinesisStreamingDestinationOutput run(Call call, DescribeKinesisStreamingDestinationInput request) {
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        return new DescribeKinesisStreamingDestinationOutput(
                table.name(),
                table.record().settings().destinations().stream()
                        .map(destination -> new KinesisDataStreamDestination(
                                destination.streamArn(),
                                destination.status(),
                                description(destination),
                                destination.precision()))
                        .toList());
    }

    /** Why it failed, or what holds it up. */
    private @Nullable String description(Destination destination) {
        if (destination.description() != null || destination.isOff()) {
            return destination.description();
        }
        return settings.sink() == null
                ? EnableKinesisStreamingDestination.NO_ENDPOINT
                : deliveries.problem(destination.label());
    }
}

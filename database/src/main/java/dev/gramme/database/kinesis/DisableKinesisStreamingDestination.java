package dev.gramme.database.kinesis;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.Destination;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.KinesisStreamingDestinationInput;
import dev.gramme.model.dynamodb.KinesisStreamingDestinationOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DisableKinesisStreamingDestination: a table's changes go to a Kinesis stream no more; earlier ones still do. */
final class DisableKinesisStreamingDestination
        implements Operation<KinesisStreamingDestinationInput, KinesisStreamingDestinationOutput> {
    private final Tables tables;

    DisableKinesisStreamingDestination(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<KinesisStreamingDestinationInput, KinesisStreamingDestinationOutput> shape() {
        return Operations.DISABLE_KINESIS_STREAMING_DESTINATION;
    }

    @Override
    public List<Access> accesses(Call call, KinesisStreamingDestinationInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public KinesisStreamingDestinationOutput run(Call call, KinesisStreamingDestinationInput request) {
        String arn = Objects.requireNonNull(request.streamArn());
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        tables.changeRecord(table.id(), before -> change(before, arn));
        return new KinesisStreamingDestinationOutput(
                table.name(), arn, Destination.DISABLING, request.enableKinesisStreamingConfiguration());
    }

    private static TableRecord change(TableRecord record, String arn) {
        if (!record.isUsable()) {
            throw record.inUse();
        }
        Destination known = Destinations.find(record, arn);
        if (known == null || !known.status().equals(Destination.ACTIVE)) {
            throw DynamoException.validation("Table is not in a valid state to disable Kinesis Streaming Destination:"
                    + " KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
        }
        return Destinations.changed(
                record,
                known.label(),
                one -> one.withStatus(Destination.DISABLING, null).withRecords(false));
    }
}

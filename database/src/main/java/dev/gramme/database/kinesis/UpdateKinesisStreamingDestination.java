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
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.UpdateKinesisStreamingConfiguration;
import dev.gramme.model.dynamodb.UpdateKinesisStreamingDestinationInput;
import dev.gramme.model.dynamodb.UpdateKinesisStreamingDestinationOutput;
import java.util.List;
import java.util.Objects;

/** UpdateKinesisStreamingDestination: how precise the times in records are. */
final class UpdateKinesisStreamingDestination
        implements Operation<UpdateKinesisStreamingDestinationInput, UpdateKinesisStreamingDestinationOutput> {
    private final Tables tables;

    UpdateKinesisStreamingDestination(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<UpdateKinesisStreamingDestinationInput, UpdateKinesisStreamingDestinationOutput> shape() {
        return Operations.UPDATE_KINESIS_STREAMING_DESTINATION;
    }

    @Override
    public List<Access> accesses(Call call, UpdateKinesisStreamingDestinationInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public UpdateKinesisStreamingDestinationOutput run(Call call, UpdateKinesisStreamingDestinationInput request) {
        String arn = Objects.requireNonNull(request.streamArn());
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        UpdateKinesisStreamingConfiguration wanted = request.updateKinesisStreamingConfiguration();
        String precision = wanted == null ? null : wanted.approximateCreationDateTimePrecision();
        if (precision == null) {
            throw DynamoException.validation("Streaming destination cannot be updated with given parameters:"
                    + " UpdateKinesisStreamingConfiguration cannot be null or contain only null values");
        }
        tables.changeRecord(table.id(), before -> change(before, arn, precision));
        return new UpdateKinesisStreamingDestinationOutput(table.name(), arn, Destination.UPDATING, wanted);
    }

    private static TableRecord change(TableRecord record, String arn, String precision) {
        if (!record.isUsable()) {
            throw record.inUse();
        }
        Destination known = Destinations.find(record, arn);
        if (known == null) {
            throw DynamoException.validation("Table is not in a valid state to enable Kinesis Streaming Destination: No"
                    + " streaming destination with streamArn: " + arn + " found for table with tableName: "
                    + record.name());
        }
        if (!known.status().equals(Destination.ACTIVE)) {
            throw DynamoException.validation("Table is not in a valid state to update Kinesis Streaming Destination:"
                    + " KinesisStreamingDestination must be ACTIVE to perform UPDATE operation.");
        }
        if (known.precision().equals(precision)) {
            throw DynamoException.validation("Invalid Request: Precision is already set to the desired value of "
                    + precision + " for tableId: " + record.tableId() + ", kdsArn: " + arn);
        }
        return Destinations.changed(
                record, known.label(), one -> one.withPrecision(precision).withStatus(Destination.UPDATING, null));
    }
}

package dev.gramme.database.kinesis;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.Destination;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.EnableKinesisStreamingConfiguration;
import dev.gramme.model.dynamodb.KinesisStreamingDestinationInput;
import dev.gramme.model.dynamodb.KinesisStreamingDestinationOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** EnableKinesisStreamingDestination: a table's changes go to a Kinesis stream from now on. */
final class EnableKinesisStreamingDestination
        implements Operation<KinesisStreamingDestinationInput, KinesisStreamingDestinationOutput> {
    static final String NO_ENDPOINT =
            "There is nowhere to deliver changes to: this server was started without" + " --kinesis-endpoint";

    private static final Pattern STREAM_ARN =
            Pattern.compile("arn:[a-z0-9-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/[a-zA-Z0-9_.-]{1,128}");

    private final Tables tables;
    private final Environment environment;
    private final DestinationSettings settings;

    EnableKinesisStreamingDestination(Tables tables, Environment environment, DestinationSettings settings) {
        this.tables = tables;
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public OperationShape<KinesisStreamingDestinationInput, KinesisStreamingDestinationOutput> shape() {
        return Operations.ENABLE_KINESIS_STREAMING_DESTINATION;
    }

    @Override
    public List<Access> accesses(Call call, KinesisStreamingDestinationInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public KinesisStreamingDestinationOutput run(Call call, KinesisStreamingDestinationInput request) {
        String arn = Objects.requireNonNull(request.streamArn());
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        if (!STREAM_ARN.matcher(arn).matches()) {
            throw DynamoException.validation("Invalid StreamArn: " + arn + " is not the ARN of a Kinesis data stream");
        }
        if (settings.sink() == null) {
            throw DynamoException.validation(NO_ENDPOINT);
        }
        EnableKinesisStreamingConfiguration wanted = request.enableKinesisStreamingConfiguration();
        String precision = wanted == null ? null : wanted.approximateCreationDateTimePrecision();
        Destination added = new Destination(
                arn,
                Destination.ENABLING,
                null,
                precision == null ? Delivery.MILLISECOND : precision,
                label(),
                false,
                environment.clockMillis());
        tables.changeRecord(table.id(), before -> change(before, added));
        return new KinesisStreamingDestinationOutput(table.name(), arn, Destination.ENABLING, wanted);
    }

    /** Never the same twice. */
    private String label() {
        HexFormat hex = HexFormat.of();
        return "kinesis-" + hex.toHexDigits(environment.clockMillis(), 12) + hex.toHexDigits(environment.randomLong());
    }

    private static TableRecord change(TableRecord record, Destination added) {
        if (!record.isUsable()) {
            throw record.inUse();
        }
        if (!record.settings().destinations().stream().allMatch(Destination::isOff)) {
            throw DynamoException.validation("Table is not in a valid state to enable Kinesis Streaming Destination:"
                    + " EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE"
                    + " operation.");
        }
        return Destinations.with(record, added);
    }
}

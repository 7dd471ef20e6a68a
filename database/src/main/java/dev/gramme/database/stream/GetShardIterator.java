package dev.gramme.database.stream;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.streams.GetShardIteratorInput;
import dev.gramme.model.streams.GetShardIteratorOutput;
import dev.gramme.model.streams.Operations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetShardIterator: where to begin to read a shard. */
public final class GetShardIterator implements Operation<GetShardIteratorInput, GetShardIteratorOutput> {
    private final Streams streams;
    private final ChangeReader reader;
    private final ShardIterators iterators;

    GetShardIterator(Streams streams, ChangeReader reader, ShardIterators iterators) {
        this.streams = streams;
        this.reader = reader;
        this.iterators = iterators;
    }

    @Override
    public OperationShape<GetShardIteratorInput, GetShardIteratorOutput> shape() {
        return Operations.GET_SHARD_ITERATOR;
    }

    @Override
    public List<Access> accesses(Call call, GetShardIteratorInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.streamArn())));
    }

    @Override
    public GetShardIteratorOutput run(Call call, GetShardIteratorInput request) {
        String type = Objects.requireNonNull(request.shardIteratorType());
        String number = request.sequenceNumber();
        boolean atNumber = type.endsWith("_SEQUENCE_NUMBER");
        if (atNumber && number == null) {
            throw DynamoException.validation("One or more parameter values were invalid: Invalid SequenceNumber");
        }
        if (!atNumber && number != null) {
            throw DynamoException.validation("One or more parameter values were invalid: SequenceNumber should not be"
                    + " passed for this iterator type");
        }
        String arn = Objects.requireNonNull(request.streamArn());
        OpenStream stream = streams.find(arn);
        if (stream == null) {
            throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Stream does not exist");
        }
        Shard shard = stream.findShard(Objects.requireNonNull(request.shardId()));
        if (shard == null) {
            throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Shard does not exist");
        }
        Position position = switch (type) {
            case "TRIM_HORIZON" -> new Position(shard.trimmedTo(), 0);
            case "LATEST" -> latest(arn, shard);
            case "AT_SEQUENCE_NUMBER" -> position(shard, number);
            default -> position(shard, number).next();
        };
        return new GetShardIteratorOutput(iterators.encode(new ShardIterators.Held(arn, shard.id(), position)));
    }

    private Position latest(String arn, Shard shard) {
        Position latest = reader.latest(arn, shard.id());
        return latest == null ? new Position(shard.to(), 0) : latest;
    }

    private static Position position(Shard shard, @Nullable String number) {
        Position position = SequenceNumbers.parse(Objects.requireNonNull(number));
        if (position == null || position.stamp() < shard.from() || position.stamp() > shard.to()) {
            throw DynamoException.validation("Invalid SequenceNumber for the shard");
        }
        ChangeReader.requireUntrimmed(shard, position);
        return position;
    }
}

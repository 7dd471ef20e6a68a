package dev.gramme.database.stream;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.streams.GetRecordsInput;
import dev.gramme.model.streams.GetRecordsOutput;
import dev.gramme.model.streams.Operations;
import java.util.List;
import java.util.Objects;

/** GetRecords: the changes of a shard from an iterator on. */
public final class GetRecords implements Operation<GetRecordsInput, GetRecordsOutput> {
    private static final int MOST = 1_000;
    private static final long MOST_BYTES = 1 << 20;

    private final ChangeReader reader;
    private final ShardIterators iterators;

    GetRecords(ChangeReader reader, ShardIterators iterators) {
        this.reader = reader;
        this.iterators = iterators;
    }

    @Override
    public OperationShape<GetRecordsInput, GetRecordsOutput> shape() {
        return Operations.GET_RECORDS;
    }

    @Override
    public List<Access> accesses(Call call, GetRecordsInput request) {
        String arn = iterators
                .decode(Objects.requireNonNull(request.shardIterator()))
                .streamArn();
        return List.of(Access.of(shape().action(), arn));
    }

    @Override
    public GetRecordsOutput run(Call call, GetRecordsInput request) {
        Integer limit = request.limit();
        if (limit != null && limit > MOST) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Limit should be less than or equal to " + MOST);
        }
        ShardIterators.Held held = iterators.decode(Objects.requireNonNull(request.shardIterator()));
        ChangeReader.Batch batch = reader.read(
                held.streamArn(), held.shardId(), held.position(), limit == null ? MOST : limit, MOST_BYTES);
        if (batch == null) {
            throw new DynamoException(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Shard does not exist");
        }
        return new GetRecordsOutput(
                batch.changes().stream()
                        .map(change -> StreamEvents.of(batch.stream(), batch.shard(), change))
                        .toList(),
                batch.ended()
                        ? null
                        : iterators.encode(new ShardIterators.Held(held.streamArn(), held.shardId(), batch.next())));
    }
}

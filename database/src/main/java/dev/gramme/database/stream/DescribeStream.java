package dev.gramme.database.stream;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.streams.DescribeStreamInput;
import dev.gramme.model.streams.DescribeStreamOutput;
import dev.gramme.model.streams.KeySchemaElement;
import dev.gramme.model.streams.Operations;
import dev.gramme.model.streams.SequenceNumberRange;
import dev.gramme.model.streams.ShardDescription;
import dev.gramme.model.streams.ShardFilter;
import dev.gramme.model.streams.StreamDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DescribeStream: a stream and its shards, parents before children. */
public final class DescribeStream implements Operation<DescribeStreamInput, DescribeStreamOutput> {
    private static final int MOST = 100;

    private final Streams streams;

    public DescribeStream(Streams streams) {
        this.streams = streams;
    }

    @Override
    public OperationShape<DescribeStreamInput, DescribeStreamOutput> shape() {
        return Operations.DESCRIBE_STREAM;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeStreamInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.streamArn())));
    }

    @Override
    public DescribeStreamOutput run(Call call, DescribeStreamInput request) {
        Integer limit = request.limit();
        if (limit != null && limit > MOST) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Limit cannot be greater than the maximum: " + MOST);
        }
        ShardFilter filter = request.shardFilter();
        if (filter != null && (filter.type() == null || filter.shardId() == null)) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: ShardFilter needs both Type and ShardId");
        }
        String arn = Objects.requireNonNull(request.streamArn());
        OpenStream open = streams.find(arn);
        if (open == null) {
            throw new DynamoException(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Stream: " + arn + " not found");
        }
        Stream stream = open.stream();
        List<Shard> shards = chosen(stream, request.exclusiveStartShardId(), filter);
        List<Shard> page = shards.stream().limit(limit == null ? MOST : limit).toList();
        return new DescribeStreamOutput(StreamDescription.builder()
                .streamArn(arn)
                .streamLabel(stream.label())
                .streamStatus(stream.enabled() ? "ENABLED" : "DISABLED")
                .streamViewType(stream.viewType())
                .creationRequestDateTime(Instant.ofEpochMilli(stream.createdMillis()))
                .tableName(stream.table().name())
                .keySchema(keySchema(stream.keyNames()))
                .shards(page.stream().map(DescribeStream::described).toList())
                .lastEvaluatedShardId(
                        page.size() < shards.size() ? page.getLast().id() : null)
                .build());
    }

    private static List<Shard> chosen(Stream stream, @Nullable String after, @Nullable ShardFilter filter) {
        return stream.shards().stream()
                .filter(shard -> after == null || shard.id().compareTo(after) > 0)
                .filter(shard -> filter == null || Objects.equals(shard.parentId(), filter.shardId()))
                .toList();
    }

    private static List<KeySchemaElement> keySchema(List<String> names) {
        List<KeySchemaElement> elements = new ArrayList<>();
        for (String name : names) {
            elements.add(new KeySchemaElement(name, elements.isEmpty() ? "HASH" : "RANGE"));
        }
        return elements;
    }

    private static ShardDescription described(Shard shard) {
        String ending = shard.isOpen() ? null : SequenceNumbers.of(shard.to(), 0);
        return new ShardDescription(
                shard.id(), new SequenceNumberRange(SequenceNumbers.of(shard.from(), 0), ending), shard.parentId());
    }
}

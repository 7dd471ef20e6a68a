package dev.gramme.database.stream;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.streams.ListStreamsInput;
import dev.gramme.model.streams.ListStreamsOutput;
import dev.gramme.model.streams.Operations;
import dev.gramme.model.streams.StreamSummary;
import java.util.List;

/** ListStreams: the streams of the caller's account, also those that are disabled but can still be read. */
public final class ListStreams implements Operation<ListStreamsInput, ListStreamsOutput> {
    private static final int MOST = 100;

    private final Streams streams;

    public ListStreams(Streams streams) {
        this.streams = streams;
    }

    @Override
    public OperationShape<ListStreamsInput, ListStreamsOutput> shape() {
        return Operations.LIST_STREAMS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public ListStreamsOutput run(Call call, ListStreamsInput request) {
        Integer limit = request.limit();
        if (limit != null && limit > MOST) {
            throw DynamoException.validation("One or more parameter values were invalid: Limit cannot be greater than"
                    + " the maximum allowed size: " + MOST);
        }
        String table = request.tableName();
        List<Stream> found = streams.of(call, request.exclusiveStartStreamArn()).stream()
                .filter(stream -> table == null || stream.table().name().equals(table))
                .toList();
        List<Stream> page = found.stream().limit(limit == null ? MOST : limit).toList();
        return new ListStreamsOutput(
                page.stream()
                        .map(stream ->
                                new StreamSummary(stream.arn(), stream.table().name(), stream.label()))
                        .toList(),
                page.size() < found.size() ? page.getLast().arn() : null);
    }
}

package dev.gramme.database.trigger;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.lambda.ListEventSourceMappingsRequest;
import dev.gramme.model.lambda.ListEventSourceMappingsResponse;
import dev.gramme.model.lambda.Operations;
import java.util.List;

/** ListEventSourceMappings: a caller's mappings, of one stream or one function if asked for. */
public final class ListEventSourceMappings
        implements Operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse> {
    /** Source: Lambda's API reference, MaxItems. */
    private static final int MOST = 100;

    private final Mappings mappings;

    ListEventSourceMappings(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public OperationShape<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse> shape() {
        return Operations.LIST_EVENT_SOURCE_MAPPINGS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public ListEventSourceMappingsResponse run(Call call, ListEventSourceMappingsRequest request) {
        String name = request.functionName();
        String function = name == null || name.isEmpty() ? null : FunctionArns.of(call, name);
        String stream = request.eventSourceArn();
        String after = request.marker();
        List<Mapping> found = mappings.of(call).stream()
                .filter(mapping -> function == null || mapping.functionArn().equals(function))
                .filter(mapping -> stream == null || mapping.streamArn().equals(stream))
                .filter(mapping -> after == null || mapping.uuid().compareTo(after) > 0)
                .toList();
        Integer limit = request.maxItems();
        List<Mapping> page = found.stream()
                .limit(limit == null ? MOST : Math.min(limit, MOST))
                .toList();
        return new ListEventSourceMappingsResponse(
                page.size() < found.size() ? page.getLast().uuid() : null,
                page.stream().map(mappings::shown).toList());
    }
}

package dev.gramme.database.trigger;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.lambda.DeleteEventSourceMappingRequest;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.Operations;
import java.util.List;

/** DeleteEventSourceMapping: the function is called no more, but for a call that is going on. */
public final class DeleteEventSourceMapping
        implements Operation<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration> {
    private final Mappings mappings;

    DeleteEventSourceMapping(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public OperationShape<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration> shape() {
        return Operations.DELETE_EVENT_SOURCE_MAPPING;
    }

    @Override
    public List<Access> accesses(Call call, DeleteEventSourceMappingRequest request) {
        return List.of(MappingAccess.of(mappings, call, shape().action(), request.uuid()));
    }

    @Override
    public EventSourceMappingConfiguration run(Call call, DeleteEventSourceMappingRequest request) {
        EventSourceMappingConfiguration last = mappings.shown(mappings.require(call, request.uuid()));
        mappings.remove(call, request.uuid());
        return last.toBuilder().state("Deleting").build();
    }
}

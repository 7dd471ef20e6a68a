package dev.gramme.database.trigger;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;
import dev.gramme.model.lambda.GetEventSourceMappingRequest;
import dev.gramme.model.lambda.Operations;
import java.util.List;

/** GetEventSourceMapping: a mapping, by its id. */
public final class GetEventSourceMapping
        implements Operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration> {
    private final Mappings mappings;

    GetEventSourceMapping(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public OperationShape<GetEventSourceMappingRequest, EventSourceMappingConfiguration> shape() {
        return Operations.GET_EVENT_SOURCE_MAPPING;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, GetEventSourceMappingRequest request) {
        return List.of(MappingAccess.of(mappings, call, shape().action(), request.uuid()));
    }

    @Override
    public EventSourceMappingConfiguration run(Call call, GetEventSourceMappingRequest request) {
        return mappings.shown(mappings.require(call, request.uuid()));
    }
}

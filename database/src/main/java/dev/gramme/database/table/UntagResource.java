package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.TagConditions;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.UntagResourceInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** UntagResource: takes tags off a table. */
public final class UntagResource implements Operation<UntagResourceInput, Unit> {
    private final Tables tables;

    public UntagResource(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<UntagResourceInput, Unit> shape() {
        return Operations.UNTAG_RESOURCE;
    }

    @Override
    public List<Access> accesses(Call call, UntagResourceInput request) {
        return List.of(TableAccess.of(
                tables,
                call,
                shape().action(),
                Objects.requireNonNull(request.resourceArn()),
                TagConditions.names(Objects.requireNonNull(request.tagKeys()))));
    }

    @Override
    public Unit run(Call call, UntagResourceInput request) {
        List<String> removed = Objects.requireNonNull(request.tagKeys());
        tables.changeTags(call, Objects.requireNonNull(request.resourceArn()), before -> {
            Map<String, String> tags = new LinkedHashMap<>(before);
            removed.forEach(tags::remove);
            return tags;
        });
        return Unit.UNIT;
    }
}

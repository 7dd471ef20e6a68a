package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.TagConditions;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TagResourceInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** TagResource: adds tags to a table, or gives them new values. */
public final class TagResource implements Operation<TagResourceInput, Unit> {
    private final Tables tables;

    public TagResource(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<TagResourceInput, Unit> shape() {
        return Operations.TAG_RESOURCE;
    }

    @Override
    public List<Access> accesses(Call call, TagResourceInput request) {
        return List.of(TableAccess.of(
                tables,
                call,
                shape().action(),
                Objects.requireNonNull(request.resourceArn()),
                TagConditions.ofRequest(Tags.of(request.tags()))));
    }

    @Override
    public Unit run(Call call, TagResourceInput request) {
        Map<String, String> added = Tags.of(request.tags());
        tables.changeTags(call, Objects.requireNonNull(request.resourceArn()), before -> {
            Map<String, String> tags = new LinkedHashMap<>(before);
            tags.putAll(added);
            Tags.checkCount(tags);
            return tags;
        });
        return Unit.UNIT;
    }
}

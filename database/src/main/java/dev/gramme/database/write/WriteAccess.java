package dev.gramme.database.write;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.ConditionCheck;
import dev.gramme.model.dynamodb.DeleteItemInput;
import dev.gramme.model.dynamodb.PutItemInput;
import dev.gramme.model.dynamodb.UpdateItemInput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What writes tell policies of themselves; the same whether they stand alone or in a transaction. */
public final class WriteAccess {
    private WriteAccess() {}

    public static ItemAccess of(ItemAccess access, PutItemInput request) {
        Item item = Objects.requireNonNull(request.item());
        return access.keys(source -> List.of(item))
                .names(() -> names(PlannedPut.of(request).condition()))
                .returnValues(request.returnValues(), request.returnValuesOnConditionCheckFailure());
    }

    public static ItemAccess of(ItemAccess access, UpdateItemInput request) {
        Item key = Objects.requireNonNull(request.key());
        return access.keys(source -> List.of(key))
                .names(() -> names(PlannedUpdate.of(request)))
                .returnValues(request.returnValues(), request.returnValuesOnConditionCheckFailure());
    }

    public static ItemAccess of(ItemAccess access, DeleteItemInput request) {
        Item key = Objects.requireNonNull(request.key());
        return access.keys(source -> List.of(key))
                .names(() -> names(PlannedDelete.of(request).condition()))
                .returnValues(request.returnValues(), request.returnValuesOnConditionCheckFailure());
    }

    public static ItemAccess of(ItemAccess access, ConditionCheck request) {
        Item key = Objects.requireNonNull(request.key());
        return access.keys(source -> List.of(key))
                .names(() -> names(PlannedCheck.of(
                                key,
                                Objects.requireNonNull(request.conditionExpression()),
                                request.expressionAttributeNames(),
                                request.expressionAttributeValues())
                        .condition()))
                .returnValues(null, request.returnValuesOnConditionCheckFailure());
    }

    private static Set<String> names(PlannedUpdate planned) {
        Set<String> names = new LinkedHashSet<>(names(planned.condition()));
        if (planned.update() != null) {
            names.addAll(planned.update().mentioned());
        }
        return names;
    }

    private static Set<String> names(WriteCondition condition) {
        return condition.condition() == null ? Set.of() : ConditionPaths.attributes(condition.condition());
    }
}

package dev.gramme.database.read;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.GetItemInput;
import dev.gramme.model.dynamodb.GetItemOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetItem: one item by its key. */
public final class GetItem implements Operation<GetItemInput, GetItemOutput> {
    private final Tables tables;
    private final ItemStore items;

    public GetItem(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    @Override
    public OperationShape<GetItemInput, GetItemOutput> shape() {
        return Operations.GET_ITEM;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, GetItemInput request) {
        Item key = Objects.requireNonNull(request.key());
        return List.of(ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                .keys(source -> List.of(key))
                .names(() -> ReadProjection.names(projection(request)))
                .select(ReadProjection.select(request.projectionExpression(), request.attributesToGet()))
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .as(shape().action()));
    }

    @Override
    public GetItemOutput run(Call call, GetItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        Item key = Objects.requireNonNull(request.key());
        TableNames.resolve(call, tableName);
        Projection projection = projection(request);
        checkValues(key);
        Table table = tables.open(call, tableName);
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());

        ItemKey located = table.keyOf(key);
        KeyPaths.check(table, projection);
        Item item = items.get(table, located, consistent ? ReadMode.STRONG : ReadMode.EVENTUAL);

        double units = Units.read(item == null ? 0 : item.sizeBytes(), consistent);
        return new GetItemOutput(
                item == null || projection == null ? item : projection.project(item),
                Consumed.of(request.returnConsumedCapacity(), new Consumption(table.name()).addTable(units)));
    }

    static void checkValues(Item key) {
        String fault = key.fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
    }

    private static @Nullable Projection projection(GetItemInput request) {
        String text = request.projectionExpression();
        new ParameterMix()
                .legacy("AttributesToGet", request.attributesToGet())
                .expression("ProjectionExpression", text)
                .check();
        if (text == null) {
            Expressions.requireNone(request.expressionAttributeNames(), null, "");
            return ReadProjection.of(null, null, request.attributesToGet());
        }
        Expressions expressions = new Expressions(request.expressionAttributeNames(), null);
        Projection projection = ReadProjection.of(expressions, text, null);
        expressions.checkAllUsed();
        return projection;
    }
}

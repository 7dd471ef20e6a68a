package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ListTagsOfResourceInput;
import dev.gramme.model.dynamodb.ListTagsOfResourceOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.Tag;
import java.util.List;
import java.util.Objects;

/** ListTagsOfResource: a table's tags, a page at a time. */
public final class ListTagsOfResource implements Operation<ListTagsOfResourceInput, ListTagsOfResourceOutput> {
    private final Tables tables;

    public ListTagsOfResource(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<ListTagsOfResourceInput, ListTagsOfResourceOutput> shape() {
        return Operations.LIST_TAGS_OF_RESOURCE;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    /** Tags of one page. */
    private static final int PAGE_TAGS = 10;

    @Override
    public List<Access> accesses(Call call, ListTagsOfResourceInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.resourceArn())));
    }

    @Override
    public ListTagsOfResourceOutput run(Call call, ListTagsOfResourceInput request) {
        Table table = tables.requireArn(call, Objects.requireNonNull(request.resourceArn()));
        List<Tag> tags = Tags.list(table.record().tags());
        String token = request.nextToken();
        int from = token == null ? 0 : start(tags, token);
        int to = Math.min(from + PAGE_TAGS, tags.size());
        return new ListTagsOfResourceOutput(
                tags.subList(from, to), to < tags.size() ? tags.get(to - 1).key() : null);
    }

    /** The token is the last key of the page before. */
    private static int start(List<Tag> tags, String token) {
        for (int at = 0; at < tags.size(); at++) {
            if (token.equals(tags.get(at).key())) {
                return at + 1;
            }
        }
        throw DynamoException.validation("Invalid NextToken");
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.ListResourceTagsRequest;
import dev.gramme.model.kms.ListResourceTagsResponse;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** ListResourceTags: the tags of a key. */
public final class ListResourceTags implements Operation<ListResourceTagsRequest, ListResourceTagsResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(50, 50);

    private final KeyNames names;
    private final KeyAccess access;

    ListResourceTags(KeyNames names, KeyAccess access) {
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<ListResourceTagsRequest, ListResourceTagsResponse> shape() {
        return Operations.LIST_RESOURCE_TAGS;
    }

    @Override
    public List<Access> accesses(Call call, ListResourceTagsRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public ListResourceTagsResponse run(Call call, ListResourceTagsRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        List<Tag> all = key.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
        Page<Tag> page =
                Page.of(all, tag -> Objects.requireNonNull(tag.tagKey()), SIZES, request.limit(), request.marker());
        return ListResourceTagsResponse.builder()
                .tags(page.entries())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.KeyListEntry;
import dev.gramme.model.kms.ListKeysRequest;
import dev.gramme.model.kms.ListKeysResponse;
import dev.gramme.model.kms.Operations;

/** ListKeys: the keys of an account in a region. */
public final class ListKeys implements Operation<ListKeysRequest, ListKeysResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(100, 1000);

    private final Keys keys;

    ListKeys(Keys keys) {
        this.keys = keys;
    }

    @Override
    public OperationShape<ListKeysRequest, ListKeysResponse> shape() {
        return Operations.LIST_KEYS;
    }

    @Override
    public ListKeysResponse run(Call call, ListKeysRequest request) {
        Page<KmsKey> page =
                Page.of(keys.of(call.accountId(), call.region()), KmsKey::id, SIZES, request.limit(), request.marker());
        return ListKeysResponse.builder()
                .keys(page.entries().stream()
                        .map(key -> new KeyListEntry(key.id(), key.arn()))
                        .toList())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }
}

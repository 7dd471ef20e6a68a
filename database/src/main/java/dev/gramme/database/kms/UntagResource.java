package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.UntagResourceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** UntagResource: takes tags from a key. */
public final class UntagResource implements Operation<UntagResourceRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    UntagResource(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<UntagResourceRequest, Unit> shape() {
        return Operations.UNTAG_RESOURCE;
    }

    @Override
    public List<Access> accesses(Call call, UntagResourceRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, UntagResourceRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        List<String> removed = Objects.requireNonNull(request.tagKeys());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            Map<String, String> tags = new LinkedHashMap<>(before.tags());
            removed.forEach(tags::remove);
            return before.withTags(tags);
        });
        return Unit.UNIT;
    }
}

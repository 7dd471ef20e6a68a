package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.TagResourceRequest;
import java.util.List;

/** TagResource: adds tags to a key. */
public final class TagResource implements Operation<TagResourceRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    TagResource(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<TagResourceRequest, Unit> shape() {
        return Operations.TAG_RESOURCE;
    }

    @Override
    public List<Access> accesses(Call call, TagResourceRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, TagResourceRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withTags(Tags.added(before.tags(), request.tags()));
        });
        return Unit.UNIT;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.UpdateKeyDescriptionRequest;
import java.util.List;
import java.util.Objects;

/** UpdateKeyDescription: says something else of a key. */
public final class UpdateKeyDescription implements Operation<UpdateKeyDescriptionRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    UpdateKeyDescription(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<UpdateKeyDescriptionRequest, Unit> shape() {
        return Operations.UPDATE_KEY_DESCRIPTION;
    }

    @Override
    public List<Access> accesses(Call call, UpdateKeyDescriptionRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, UpdateKeyDescriptionRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        String description = Objects.requireNonNull(request.description());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withDescription(description);
        });
        return Unit.UNIT;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.EnableKeyRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** EnableKey: a key can be used again. */
public final class EnableKey implements Operation<EnableKeyRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    EnableKey(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<EnableKeyRequest, Unit> shape() {
        return Operations.ENABLE_KEY;
    }

    @Override
    public List<Access> accesses(Call call, EnableKeyRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, EnableKeyRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withState(KmsKey.State.ENABLED, 0);
        });
        return Unit.UNIT;
    }
}

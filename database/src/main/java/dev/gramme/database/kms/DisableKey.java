package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.DisableKeyRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** DisableKey: a key cannot be used for now. */
public final class DisableKey implements Operation<DisableKeyRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    DisableKey(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<DisableKeyRequest, Unit> shape() {
        return Operations.DISABLE_KEY;
    }

    @Override
    public List<Access> accesses(Call call, DisableKeyRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, DisableKeyRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withState(KmsKey.State.DISABLED, 0);
        });
        return Unit.UNIT;
    }
}

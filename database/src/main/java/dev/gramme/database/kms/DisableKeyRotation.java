package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.DisableKeyRotationRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** DisableKeyRotation: a key keeps its material. */
public final class DisableKeyRotation implements Operation<DisableKeyRotationRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    DisableKeyRotation(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<DisableKeyRotationRequest, Unit> shape() {
        return Operations.DISABLE_KEY_ROTATION;
    }

    @Override
    public List<Access> accesses(Call call, DisableKeyRotationRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, DisableKeyRotationRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        key.requireSymmetricFor(shape().action());
        keys.change(key.id(), before -> {
            before.requireEnabled();
            return before.withRotation(
                    new KmsKey.Rotation(false, before.rotation().periodDays(), 0));
        });
        return Unit.UNIT;
    }
}

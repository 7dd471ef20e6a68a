package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.RotateKeyOnDemandRequest;
import dev.gramme.model.kms.RotateKeyOnDemandResponse;
import java.util.List;

/** RotateKeyOnDemand: a key gets new material now. */
public final class RotateKeyOnDemand implements Operation<RotateKeyOnDemandRequest, RotateKeyOnDemandResponse> {
    /** Source: developer guide, "Rotate KMS keys". */
    private static final int MOST = 25;

    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    RotateKeyOnDemand(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<RotateKeyOnDemandRequest, RotateKeyOnDemandResponse> shape() {
        return Operations.ROTATE_KEY_ON_DEMAND;
    }

    @Override
    public List<Access> accesses(Call call, RotateKeyOnDemandRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public RotateKeyOnDemandResponse run(Call call, RotateKeyOnDemandRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        key.requireSymmetricFor(shape().action());
        key.requireEnabled();
        long before = key.materials().stream()
                .filter(material -> material.rotationType().equals(KmsKey.Material.ON_DEMAND))
                .count();
        if (before >= MOST) {
            throw KmsFault.limit("A key is rotated on demand " + MOST + " times at most");
        }
        keys.rotate(key.id(), KmsKey.Material.ON_DEMAND);
        return RotateKeyOnDemandResponse.builder().keyId(key.arn()).build();
    }
}

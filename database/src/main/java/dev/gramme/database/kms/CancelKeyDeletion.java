package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.CancelKeyDeletionRequest;
import dev.gramme.model.kms.CancelKeyDeletionResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** CancelKeyDeletion: a key stays; it is disabled. */
public final class CancelKeyDeletion implements Operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    CancelKeyDeletion(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<CancelKeyDeletionRequest, CancelKeyDeletionResponse> shape() {
        return Operations.CANCEL_KEY_DELETION;
    }

    @Override
    public List<Access> accesses(Call call, CancelKeyDeletionRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public CancelKeyDeletionResponse run(Call call, CancelKeyDeletionRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        keys.change(key.id(), before -> {
            if (before.state() != KmsKey.State.PENDING_DELETION) {
                throw KmsFault.invalidState(before.arn() + " is not pending deletion.");
            }
            return before.withState(KmsKey.State.DISABLED, 0);
        });
        return CancelKeyDeletionResponse.builder().keyId(key.arn()).build();
    }
}

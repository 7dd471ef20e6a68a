package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.PutKeyPolicyRequest;
import java.util.List;
import java.util.Objects;

/** PutKeyPolicy: who may use a key. */
public final class PutKeyPolicy implements Operation<PutKeyPolicyRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    PutKeyPolicy(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<PutKeyPolicyRequest, Unit> shape() {
        return Operations.PUT_KEY_POLICY;
    }

    @Override
    public List<Access> accesses(Call call, PutKeyPolicyRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, PutKeyPolicyRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        KeyPolicies.requireName(request.policyName());
        String policy = KeyPolicies.checked(
                call, key.arn(), Objects.requireNonNull(request.policy()), request.bypassPolicyLockoutSafetyCheck());
        keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withPolicy(policy);
        });
        return Unit.UNIT;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GetKeyPolicyRequest;
import dev.gramme.model.kms.GetKeyPolicyResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** GetKeyPolicy: who may use a key. */
public final class GetKeyPolicy implements Operation<GetKeyPolicyRequest, GetKeyPolicyResponse> {
    private final KeyNames names;
    private final KeyAccess access;

    GetKeyPolicy(KeyNames names, KeyAccess access) {
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<GetKeyPolicyRequest, GetKeyPolicyResponse> shape() {
        return Operations.GET_KEY_POLICY;
    }

    @Override
    public List<Access> accesses(Call call, GetKeyPolicyRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public GetKeyPolicyResponse run(Call call, GetKeyPolicyRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        KeyPolicies.requireName(request.policyName());
        return GetKeyPolicyResponse.builder()
                .policy(key.policy())
                .policyName(KeyPolicies.NAME)
                .build();
    }
}

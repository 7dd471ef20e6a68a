package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.ListKeyPoliciesRequest;
import dev.gramme.model.kms.ListKeyPoliciesResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** ListKeyPolicies: the names of a key's policies, of which there is one. */
public final class ListKeyPolicies implements Operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse> {
    private final KeyNames names;
    private final KeyAccess access;

    ListKeyPolicies(KeyNames names, KeyAccess access) {
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<ListKeyPoliciesRequest, ListKeyPoliciesResponse> shape() {
        return Operations.LIST_KEY_POLICIES;
    }

    @Override
    public List<Access> accesses(Call call, ListKeyPoliciesRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public ListKeyPoliciesResponse run(Call call, ListKeyPoliciesRequest request) {
        names.requireById(call, request.keyId());
        return ListKeyPoliciesResponse.builder()
                .policyNames(List.of(KeyPolicies.NAME))
                .truncated(false)
                .build();
    }
}

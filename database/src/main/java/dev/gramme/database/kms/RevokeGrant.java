package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.RevokeGrantRequest;
import java.util.List;

/** RevokeGrant: takes a grant back. */
public final class RevokeGrant implements Operation<RevokeGrantRequest, Unit> {
    private final Grants grants;
    private final KeyNames names;
    private final KeyAccess access;

    RevokeGrant(Grants grants, KeyNames names, KeyAccess access) {
        this.grants = grants;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<RevokeGrantRequest, Unit> shape() {
        return Operations.REVOKE_GRANT;
    }

    @Override
    public List<Access> accesses(Call call, RevokeGrantRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, RevokeGrantRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        Grant grant = grants.require(key.id(), request.grantId());
        KeyUse.endDryRun(request.dryRun());
        grants.delete(grant);
        return Unit.UNIT;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.RetireGrantRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RetireGrant: gives a grant back. Who was named for it when it was made needs no permission. */
public final class RetireGrant implements Operation<RetireGrantRequest, Unit> {
    private final Grants grants;
    private final KeyNames names;
    private final Keys keys;
    private final KeyAccess access;

    RetireGrant(Grants grants, KeyNames names, Keys keys, KeyAccess access) {
        this.grants = grants;
        this.names = names;
        this.keys = keys;
        this.access = access;
    }

    @Override
    public OperationShape<RetireGrantRequest, Unit> shape() {
        return Operations.RETIRE_GRANT;
    }

    @Override
    public List<Access> accesses(Call call, RetireGrantRequest request) {
        Grant grant = find(call, request);
        KmsKey key = grant == null ? null : keys.find(grant.keyId());
        if (grant == null
                || key == null
                || grant.retiring().equals(call.caller().arn())) {
            return List.of();
        }
        return List.of(access.to(call, shape().action(), key, null, null));
    }

    @Override
    public Unit run(Call call, RetireGrantRequest request) {
        Grant grant = find(call, request);
        if (grant == null) {
            throw new DynamoException(ErrorCode.KMS_NOT_FOUND, "Grant not found");
        }
        KeyUse.endDryRun(request.dryRun());
        grants.delete(grant);
        return Unit.UNIT;
    }

    private @Nullable Grant find(Call call, RetireGrantRequest request) {
        boolean named = request.keyId() != null && request.grantId() != null;
        if (named == (request.grantToken() != null)) {
            throw DynamoException.validation("Specify either a grant token, or a key ID and a grant ID");
        }
        return named
                ? grants.require(names.requireById(call, request.keyId()).id(), request.grantId())
                : grants.ofToken(request.grantToken());
    }
}

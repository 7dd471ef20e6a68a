package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.DeleteAliasRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** DeleteAlias: takes a name from a key, and leaves the key alone. */
public final class DeleteAlias implements Operation<DeleteAliasRequest, Unit> {
    private final Keys keys;
    private final KeyAccess access;

    DeleteAlias(Keys keys, KeyAccess access) {
        this.keys = keys;
        this.access = access;
    }

    @Override
    public OperationShape<DeleteAliasRequest, Unit> shape() {
        return Operations.DELETE_ALIAS;
    }

    @Override
    public List<Access> accesses(Call call, DeleteAliasRequest request) {
        String arn = Alias.arn(call.accountId(), call.region(), AliasNames.checked(request.aliasName()));
        KmsKey key = access.named(call, request.aliasName());
        Access ofAlias = Access.of(shape().action(), arn);
        return key == null ? List.of(ofAlias) : List.of(ofAlias, access.to(call, shape().action(), key, null, null));
    }

    @Override
    public Unit run(Call call, DeleteAliasRequest request) {
        keys.deleteAlias(Alias.arn(call.accountId(), call.region(), AliasNames.checked(request.aliasName())));
        return Unit.UNIT;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.UpdateAliasRequest;
import java.util.ArrayList;
import java.util.List;

/** UpdateAlias: an alias names another key from now on. */
public final class UpdateAlias implements Operation<UpdateAliasRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    UpdateAlias(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<UpdateAliasRequest, Unit> shape() {
        return Operations.UPDATE_ALIAS;
    }

    @Override
    public List<Access> accesses(Call call, UpdateAliasRequest request) {
        List<Access> accesses =
                new ArrayList<>(access.naming(call, shape().action(), request.aliasName(), request.targetKeyId()));
        KmsKey current = access.named(call, request.aliasName());
        if (current != null) {
            accesses.add(access.to(call, shape().action(), current, null, null));
        }
        return accesses;
    }

    @Override
    public Unit run(Call call, UpdateAliasRequest request) {
        String name = AliasNames.checked(request.aliasName());
        KmsKey key = names.requireOwn(call, AliasNames.target(request.targetKeyId()), shape().action());
        keys.updateAlias(Alias.arn(call.accountId(), call.region(), name), key);
        return Unit.UNIT;
    }
}

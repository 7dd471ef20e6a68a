package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.CreateAliasRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** CreateAlias: one more name for a key. */
public final class CreateAlias implements Operation<CreateAliasRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;

    CreateAlias(Keys keys, KeyNames names, KeyAccess access) {
        this.keys = keys;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<CreateAliasRequest, Unit> shape() {
        return Operations.CREATE_ALIAS;
    }

    @Override
    public List<Access> accesses(Call call, CreateAliasRequest request) {
        return access.naming(call, shape().action(), request.aliasName(), request.targetKeyId());
    }

    @Override
    public Unit run(Call call, CreateAliasRequest request) {
        String name = AliasNames.checked(request.aliasName());
        keys.createAlias(names.requireOwn(call, AliasNames.target(request.targetKeyId()), shape().action()), name);
        return Unit.UNIT;
    }
}

package dev.gramme.database.sts;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.GetCallerIdentityRequest;
import dev.gramme.model.sts.GetCallerIdentityResponse;
import dev.gramme.model.sts.Operations;
import java.util.List;

/** GetCallerIdentity: who calls. Nobody needs permission for it, nor can it be denied. */
public final class GetCallerIdentity implements Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> {
    GetCallerIdentity() {}

    @Override
    public OperationShape<GetCallerIdentityRequest, GetCallerIdentityResponse> shape() {
        return Operations.GET_CALLER_IDENTITY;
    }

    @Override
    public List<Access> accesses(Call call, GetCallerIdentityRequest request) {
        return List.of();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public GetCallerIdentityResponse run(Call call, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .userId(call.caller().userId())
                .account(call.accountId())
                .arn(call.caller().arn())
                .build();
    }
}

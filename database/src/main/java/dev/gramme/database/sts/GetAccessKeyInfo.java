package dev.gramme.database.sts;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.SecretIds;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.GetAccessKeyInfoRequest;
import dev.gramme.model.sts.GetAccessKeyInfoResponse;
import dev.gramme.model.sts.Operations;

/** GetAccessKeyInfo: the account of an access key; of a temporary one its id alone tells. */
final class GetAccessKeyInfo implements Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> {
    private final Accounts accounts;

    GetAccessKeyInfo(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public OperationShape<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> shape() {
        return Operations.GET_ACCESS_KEY_INFO;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public GetAccessKeyInfoResponse run(Call call, GetAccessKeyInfoRequest request) {
        String id = requireNonNull(request.accessKeyId());
        String lasting = accounts.accountOfKey(id);
        String account = lasting == null ? SecretIds.accountOfTemporaryKey(id) : lasting;
        if (account == null) {
            throw DynamoException.validation("Invalid access key ID");
        }
        return GetAccessKeyInfoResponse.builder().account(account).build();
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.DescribeKeyRequest;
import dev.gramme.model.kms.DescribeKeyResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** DescribeKey: what is known of a key. */
public final class DescribeKey implements Operation<DescribeKeyRequest, DescribeKeyResponse> {
    private final Grants grants;
    private final KeyNames names;
    private final KeyAccess access;

    DescribeKey(Grants grants, KeyNames names, KeyAccess access) {
        this.grants = grants;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<DescribeKeyRequest, DescribeKeyResponse> shape() {
        return Operations.DESCRIBE_KEY;
    }

    @Override
    public List<Access> accesses(Call call, DescribeKeyRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public DescribeKeyResponse run(Call call, DescribeKeyRequest request) {
        grants.requireTokens(request.grantTokens());
        KmsKey key = names.require(call, request.keyId());
        return DescribeKeyResponse.builder().keyMetadata(key.metadata()).build();
    }
}

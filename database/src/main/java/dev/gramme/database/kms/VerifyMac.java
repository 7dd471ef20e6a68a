package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.VerifyMacRequest;
import dev.gramme.model.kms.VerifyMacResponse;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/** VerifyMac: whether an authentication code is that of a message; one that is not is an error. */
public final class VerifyMac implements Operation<VerifyMacRequest, VerifyMacResponse> {
    private final KeyUse use;
    private final Materials materials;

    VerifyMac(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<VerifyMacRequest, VerifyMacResponse> shape() {
        return Operations.VERIFY_MAC;
    }

    @Override
    public List<Access> accesses(Call call, VerifyMacRequest request) {
        return use.asking(call, shape().action(), request.keyId(), Macs.conditions(request.macAlgorithm()));
    }

    @Override
    public VerifyMacResponse run(Call call, VerifyMacRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.openFor(
                call, request.keyId(), KeySpec.GENERATE_VERIFY_MAC, request.macAlgorithm(), shape().action());
        KeyUse.endDryRun(request.dryRun());
        byte[] message = Objects.requireNonNull(request.message()).bytes();
        byte[] mac = Objects.requireNonNull(request.mac()).bytes();
        if (!MessageDigest.isEqual(mac, Macs.of(materials.secret(key), message))) {
            throw new DynamoException(ErrorCode.KMS_INVALID_MAC, "");
        }
        return VerifyMacResponse.builder()
                .keyId(key.arn())
                .macValid(true)
                .macAlgorithm(request.macAlgorithm())
                .build();
    }
}

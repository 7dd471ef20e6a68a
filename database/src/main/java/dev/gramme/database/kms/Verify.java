package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.VerifyRequest;
import dev.gramme.model.kms.VerifyResponse;
import java.util.List;
import java.util.Objects;

/** Verify: whether a signature is one of a message by a key; one that is not is an error. */
public final class Verify implements Operation<VerifyRequest, VerifyResponse> {
    private final KeyUse use;
    private final Materials materials;

    Verify(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<VerifyRequest, VerifyResponse> shape() {
        return Operations.VERIFY;
    }

    @Override
    public List<Access> accesses(Call call, VerifyRequest request) {
        return use.asking(
                call,
                shape().action(),
                request.keyId(),
                SigningConditions.of(request.signingAlgorithm(), request.messageType()));
    }

    @Override
    public VerifyResponse run(Call call, VerifyRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key =
                use.openFor(call, request.keyId(), KeySpec.SIGN_VERIFY, request.signingAlgorithm(), shape().action());
        String algorithm = Objects.requireNonNull(request.signingAlgorithm());
        byte[] message = Objects.requireNonNull(request.message()).bytes();
        Signatures.Signed signed = Signatures.of(algorithm, request.messageType(), message);
        KeyUse.endDryRun(request.dryRun());
        byte[] signature = Objects.requireNonNull(request.signature()).bytes();
        if (!Signatures.verify(materials.pair(key), signed, signature)) {
            throw new DynamoException(ErrorCode.KMS_INVALID_SIGNATURE, "");
        }
        return VerifyResponse.builder()
                .keyId(key.arn())
                .signatureValid(true)
                .signingAlgorithm(algorithm)
                .build();
    }
}

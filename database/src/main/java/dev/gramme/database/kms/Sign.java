package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.SignRequest;
import dev.gramme.model.kms.SignResponse;
import java.util.List;
import java.util.Objects;

/** Sign: a digital signature of up to 4,096 bytes, or of a digest. */
public final class Sign implements Operation<SignRequest, SignResponse> {
    private final KeyUse use;
    private final Materials materials;

    Sign(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<SignRequest, SignResponse> shape() {
        return Operations.SIGN;
    }

    @Override
    public List<Access> accesses(Call call, SignRequest request) {
        return use.asking(
                call,
                shape().action(),
                request.keyId(),
                SigningConditions.of(request.signingAlgorithm(), request.messageType()));
    }

    @Override
    public SignResponse run(Call call, SignRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key =
                use.openFor(call, request.keyId(), KeySpec.SIGN_VERIFY, request.signingAlgorithm(), shape().action());
        String algorithm = Objects.requireNonNull(request.signingAlgorithm());
        byte[] message = Objects.requireNonNull(request.message()).bytes();
        Signatures.Signed signed = Signatures.of(algorithm, request.messageType(), message);
        KeyUse.endDryRun(request.dryRun());
        return SignResponse.builder()
                .keyId(key.arn())
                .signature(Blob.of(Signatures.sign(materials.pair(key), signed, materials.random())))
                .signingAlgorithm(algorithm)
                .build();
    }
}

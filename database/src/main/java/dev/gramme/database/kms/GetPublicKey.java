package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GetPublicKeyRequest;
import dev.gramme.model.kms.GetPublicKeyResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** GetPublicKey: the public key of a pair, as a DER SubjectPublicKeyInfo. */
public final class GetPublicKey implements Operation<GetPublicKeyRequest, GetPublicKeyResponse> {
    private final KeyUse use;
    private final Materials materials;

    GetPublicKey(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<GetPublicKeyRequest, GetPublicKeyResponse> shape() {
        return Operations.GET_PUBLIC_KEY;
    }

    @Override
    public List<Access> accesses(Call call, GetPublicKeyRequest request) {
        return use.asking(call, shape().action(), request.keyId(), Conditions.NONE);
    }

    @Override
    public GetPublicKeyResponse run(Call call, GetPublicKeyRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.openPair(call, request.keyId(), shape().action());
        return GetPublicKeyResponse.builder()
                .keyId(key.arn())
                .publicKey(Blob.of(materials.pair(key).publicKey().getEncoded()))
                .customerMasterKeySpec(key.spec().name())
                .keySpec(key.spec().name())
                .keyUsage(key.usage())
                .encryptionAlgorithms(key.algorithms(KeySpec.ENCRYPT_DECRYPT))
                .keyAgreementAlgorithms(key.algorithms(KeySpec.KEY_AGREEMENT))
                .signingAlgorithms(key.algorithms(KeySpec.SIGN_VERIFY))
                .build();
    }
}

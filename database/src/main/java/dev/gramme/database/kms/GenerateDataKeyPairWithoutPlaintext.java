package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateDataKeyPairWithoutPlaintextRequest;
import dev.gramme.model.kms.GenerateDataKeyPairWithoutPlaintextResponse;
import dev.gramme.model.kms.Operations;
import java.security.KeyPair;
import java.util.List;

/** GenerateDataKeyPairWithoutPlaintext: a new pair of keys for use elsewhere, its private key encrypted. */
public final class GenerateDataKeyPairWithoutPlaintext
        implements Operation<GenerateDataKeyPairWithoutPlaintextRequest, GenerateDataKeyPairWithoutPlaintextResponse> {
    private final KeyUse use;
    private final Materials materials;

    GenerateDataKeyPairWithoutPlaintext(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<GenerateDataKeyPairWithoutPlaintextRequest, GenerateDataKeyPairWithoutPlaintextResponse>
            shape() {
        return Operations.GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT;
    }

    @Override
    public List<Access> accesses(Call call, GenerateDataKeyPairWithoutPlaintextRequest request) {
        String spec = request.keyPairSpec();
        return use.accesses(call, shape().action(), request.keyId(), request.encryptionContext()).stream()
                .map(access -> DataKeyPairs.asking(access, spec))
                .toList();
    }

    @Override
    public GenerateDataKeyPairWithoutPlaintextResponse run(
            Call call, GenerateDataKeyPairWithoutPlaintextRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.openSymmetric(call, request.keyId(), shape().action());
        KeySpec spec = DataKeyPairs.require(request.keyPairSpec());
        KeyUse.endDryRun(request.dryRun());
        KeyPair pair = KeyPairs.make(spec, materials.random());
        byte[] ofPrivate = pair.getPrivate().getEncoded();
        return GenerateDataKeyPairWithoutPlaintextResponse.builder()
                .privateKeyCiphertextBlob(use.encrypt(key, ofPrivate, request.encryptionContext()))
                .publicKey(Blob.of(pair.getPublic().getEncoded()))
                .keyId(key.arn())
                .keyPairSpec(spec.name())
                .keyMaterialId(key.materialId())
                .build();
    }
}

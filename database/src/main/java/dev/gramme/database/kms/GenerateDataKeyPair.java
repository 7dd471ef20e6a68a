package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateDataKeyPairRequest;
import dev.gramme.model.kms.GenerateDataKeyPairResponse;
import dev.gramme.model.kms.Operations;
import java.security.KeyPair;
import java.util.List;

/** GenerateDataKeyPair: a new pair of keys for use elsewhere, its private key plain and encrypted. */
public final class GenerateDataKeyPair implements Operation<GenerateDataKeyPairRequest, GenerateDataKeyPairResponse> {
    private final KeyUse use;
    private final Materials materials;

    GenerateDataKeyPair(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<GenerateDataKeyPairRequest, GenerateDataKeyPairResponse> shape() {
        return Operations.GENERATE_DATA_KEY_PAIR;
    }

    @Override
    public List<Access> accesses(Call call, GenerateDataKeyPairRequest request) {
        String spec = request.keyPairSpec();
        return use.accesses(call, shape().action(), request.keyId(), request.encryptionContext()).stream()
                .map(access -> DataKeyPairs.asking(access, spec))
                .toList();
    }

    @Override
    public GenerateDataKeyPairResponse run(Call call, GenerateDataKeyPairRequest request) {
        use.requireTokens(request.grantTokens());
        KeyUse.requireNoRecipient(request.recipient());
        KmsKey key = use.openSymmetric(call, request.keyId(), shape().action());
        KeySpec spec = DataKeyPairs.require(request.keyPairSpec());
        KeyUse.endDryRun(request.dryRun());
        KeyPair pair = KeyPairs.make(spec, materials.random());
        byte[] ofPrivate = pair.getPrivate().getEncoded();
        return GenerateDataKeyPairResponse.builder()
                .privateKeyCiphertextBlob(use.encrypt(key, ofPrivate, request.encryptionContext()))
                .privateKeyPlaintext(Blob.of(ofPrivate))
                .publicKey(Blob.of(pair.getPublic().getEncoded()))
                .keyId(key.arn())
                .keyPairSpec(spec.name())
                .keyMaterialId(key.materialId())
                .build();
    }
}

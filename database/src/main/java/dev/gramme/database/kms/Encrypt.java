package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.EncryptRequest;
import dev.gramme.model.kms.EncryptResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Objects;

/** Encrypt: up to 4,096 bytes under a key. */
public final class Encrypt implements Operation<EncryptRequest, EncryptResponse> {
    private final KeyUse use;

    Encrypt(KeyUse use) {
        this.use = use;
    }

    @Override
    public OperationShape<EncryptRequest, EncryptResponse> shape() {
        return Operations.ENCRYPT;
    }

    @Override
    public List<Access> accesses(Call call, EncryptRequest request) {
        return use.accesses(
                call, shape().action(), request.keyId(), request.encryptionContext(), request.encryptionAlgorithm());
    }

    @Override
    public EncryptResponse run(Call call, EncryptRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.open(call, request.keyId(), request.encryptionAlgorithm(), shape().action());
        KeyUse.endDryRun(request.dryRun());
        Blob plain = Objects.requireNonNull(request.plaintext());
        return EncryptResponse.builder()
                .ciphertextBlob(
                        use.encrypt(key, plain.bytes(), request.encryptionContext(), request.encryptionAlgorithm()))
                .keyId(key.arn())
                .encryptionAlgorithm(KeyUse.algorithm(request.encryptionAlgorithm()))
                .build();
    }
}

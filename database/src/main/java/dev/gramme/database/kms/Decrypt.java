package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.DecryptRequest;
import dev.gramme.model.kms.DecryptResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** Decrypt: what Encrypt and GenerateDataKey made; the ciphertext says under which key. */
public final class Decrypt implements Operation<DecryptRequest, DecryptResponse> {
    private final KeyUse use;

    Decrypt(KeyUse use) {
        this.use = use;
    }

    @Override
    public OperationShape<DecryptRequest, DecryptResponse> shape() {
        return Operations.DECRYPT;
    }

    @Override
    public List<Access> accesses(Call call, DecryptRequest request) {
        return use.accessesToDecrypt(
                call,
                shape().action(),
                request.ciphertextBlob(),
                request.keyId(),
                request.encryptionContext(),
                request.encryptionAlgorithm());
    }

    @Override
    public DecryptResponse run(Call call, DecryptRequest request) {
        use.requireTokens(request.grantTokens());
        KeyUse.requireNoRecipient(request.recipient());
        KeyUse.requireNoModifiers(request.dryRunModifiers());
        KeyUse.Opened opened = use.decrypt(
                call,
                shape().action(),
                request.ciphertextBlob(),
                request.keyId(),
                request.encryptionAlgorithm(),
                request.encryptionContext());
        KeyUse.endDryRun(request.dryRun());
        return DecryptResponse.builder()
                .keyId(opened.key().arn())
                .plaintext(Blob.of(opened.plain()))
                .encryptionAlgorithm(opened.algorithm())
                .keyMaterialId(opened.materialId())
                .build();
    }
}

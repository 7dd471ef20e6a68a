package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.ReEncryptRequest;
import dev.gramme.model.kms.ReEncryptResponse;
import java.util.ArrayList;
import java.util.List;

/** ReEncrypt: from one key to another, without the plain bytes leaving. */
public final class ReEncrypt implements Operation<ReEncryptRequest, ReEncryptResponse> {
    private static final String FROM = "kms:ReEncryptFrom";
    private static final String TO = "kms:ReEncryptTo";

    private final KeyUse use;

    ReEncrypt(KeyUse use) {
        this.use = use;
    }

    @Override
    public OperationShape<ReEncryptRequest, ReEncryptResponse> shape() {
        return Operations.RE_ENCRYPT;
    }

    @Override
    public List<Access> accesses(Call call, ReEncryptRequest request) {
        List<Access> accesses = new ArrayList<>(use.accessesToDecrypt(
                call,
                FROM,
                request.ciphertextBlob(),
                request.sourceKeyId(),
                request.sourceEncryptionContext(),
                request.sourceEncryptionAlgorithm()));
        accesses.addAll(use.accesses(
                call,
                TO,
                request.destinationKeyId(),
                request.destinationEncryptionContext(),
                request.destinationEncryptionAlgorithm()));
        return accesses;
    }

    @Override
    public ReEncryptResponse run(Call call, ReEncryptRequest request) {
        use.requireTokens(request.grantTokens());
        KeyUse.requireNoModifiers(request.dryRunModifiers());
        KeyUse.Opened opened = use.decrypt(
                call,
                FROM,
                request.ciphertextBlob(),
                request.sourceKeyId(),
                request.sourceEncryptionAlgorithm(),
                request.sourceEncryptionContext());
        KmsKey key = use.open(call, request.destinationKeyId(), request.destinationEncryptionAlgorithm(), TO);
        KeyUse.endDryRun(request.dryRun());
        return ReEncryptResponse.builder()
                .ciphertextBlob(use.encrypt(
                        key,
                        opened.plain(),
                        request.destinationEncryptionContext(),
                        request.destinationEncryptionAlgorithm()))
                .sourceKeyId(opened.key().arn())
                .keyId(key.arn())
                .sourceEncryptionAlgorithm(opened.algorithm())
                .destinationEncryptionAlgorithm(KeyUse.algorithm(request.destinationEncryptionAlgorithm()))
                .sourceKeyMaterialId(opened.materialId())
                .destinationKeyMaterialId(key.materialId())
                .build();
    }
}

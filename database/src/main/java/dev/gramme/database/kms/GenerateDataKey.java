package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateDataKeyRequest;
import dev.gramme.model.kms.GenerateDataKeyResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** GenerateDataKey: a new data key, plain and encrypted. */
public final class GenerateDataKey implements Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> {
    private final KeyUse use;
    private final Environment environment;

    GenerateDataKey(KeyUse use, Environment environment) {
        this.use = use;
        this.environment = environment;
    }

    @Override
    public OperationShape<GenerateDataKeyRequest, GenerateDataKeyResponse> shape() {
        return Operations.GENERATE_DATA_KEY;
    }

    @Override
    public List<Access> accesses(Call call, GenerateDataKeyRequest request) {
        return use.accesses(call, shape().action(), request.keyId(), request.encryptionContext());
    }

    @Override
    public GenerateDataKeyResponse run(Call call, GenerateDataKeyRequest request) {
        use.requireTokens(request.grantTokens());
        KeyUse.requireNoRecipient(request.recipient());
        KmsKey key = use.openSymmetric(call, request.keyId(), shape().action());
        byte[] dataKey = new byte[DataKeys.length(request.keySpec(), request.numberOfBytes())];
        KeyUse.endDryRun(request.dryRun());
        environment.random(dataKey);
        return GenerateDataKeyResponse.builder()
                .ciphertextBlob(use.encrypt(key, dataKey, request.encryptionContext()))
                .plaintext(Blob.of(dataKey))
                .keyId(key.arn())
                .keyMaterialId(key.material().id())
                .build();
    }
}

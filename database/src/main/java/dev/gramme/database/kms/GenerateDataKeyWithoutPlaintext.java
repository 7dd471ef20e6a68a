package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateDataKeyWithoutPlaintextRequest;
import dev.gramme.model.kms.GenerateDataKeyWithoutPlaintextResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** GenerateDataKeyWithoutPlaintext: a new data key, encrypted. */
public final class GenerateDataKeyWithoutPlaintext
        implements Operation<GenerateDataKeyWithoutPlaintextRequest, GenerateDataKeyWithoutPlaintextResponse> {
    private final KeyUse use;
    private final Environment environment;

    GenerateDataKeyWithoutPlaintext(KeyUse use, Environment environment) {
        this.use = use;
        this.environment = environment;
    }

    @Override
    public OperationShape<GenerateDataKeyWithoutPlaintextRequest, GenerateDataKeyWithoutPlaintextResponse> shape() {
        return Operations.GENERATE_DATA_KEY_WITHOUT_PLAINTEXT;
    }

    @Override
    public List<Access> accesses(Call call, GenerateDataKeyWithoutPlaintextRequest request) {
        return use.accesses(call, shape().action(), request.keyId(), request.encryptionContext());
    }

    @Override
    public GenerateDataKeyWithoutPlaintextResponse run(Call call, GenerateDataKeyWithoutPlaintextRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.openSymmetric(call, request.keyId(), shape().action());
        byte[] dataKey = new byte[DataKeys.length(request.keySpec(), request.numberOfBytes())];
        KeyUse.endDryRun(request.dryRun());
        environment.random(dataKey);
        return GenerateDataKeyWithoutPlaintextResponse.builder()
                .ciphertextBlob(use.encrypt(key, dataKey, request.encryptionContext()))
                .keyId(key.arn())
                .keyMaterialId(key.material().id())
                .build();
    }
}

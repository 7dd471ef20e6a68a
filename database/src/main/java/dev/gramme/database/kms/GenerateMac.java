package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateMacRequest;
import dev.gramme.model.kms.GenerateMacResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Objects;

/** GenerateMac: an authentication code of up to 4,096 bytes. */
public final class GenerateMac implements Operation<GenerateMacRequest, GenerateMacResponse> {
    private final KeyUse use;
    private final Materials materials;

    GenerateMac(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<GenerateMacRequest, GenerateMacResponse> shape() {
        return Operations.GENERATE_MAC;
    }

    @Override
    public List<Access> accesses(Call call, GenerateMacRequest request) {
        return use.asking(call, shape().action(), request.keyId(), Macs.conditions(request.macAlgorithm()));
    }

    @Override
    public GenerateMacResponse run(Call call, GenerateMacRequest request) {
        use.requireTokens(request.grantTokens());
        KmsKey key = use.openFor(
                call, request.keyId(), KeySpec.GENERATE_VERIFY_MAC, request.macAlgorithm(), shape().action());
        KeyUse.endDryRun(request.dryRun());
        byte[] message = Objects.requireNonNull(request.message()).bytes();
        return GenerateMacResponse.builder()
                .mac(Blob.of(Macs.of(materials.secret(key), message)))
                .macAlgorithm(request.macAlgorithm())
                .keyId(key.arn())
                .build();
    }
}

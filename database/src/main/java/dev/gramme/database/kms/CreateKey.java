package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.CreateKeyRequest;
import dev.gramme.model.kms.CreateKeyResponse;
import dev.gramme.model.kms.Operations;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CreateKey: a symmetric key for encryption, with its material made here. */
public final class CreateKey implements Operation<CreateKeyRequest, CreateKeyResponse> {
    private final Keys keys;

    CreateKey(Keys keys) {
        this.keys = keys;
    }

    @Override
    public OperationShape<CreateKeyRequest, CreateKeyResponse> shape() {
        return Operations.CREATE_KEY;
    }

    @Override
    public CreateKeyResponse run(Call call, CreateKeyRequest request) {
        requireBuilt(request);
        KmsKey key = keys.create(
                call.accountId(),
                call.region(),
                Objects.requireNonNullElse(request.description(), ""),
                false,
                arn -> policy(call, arn, request),
                Tags.added(Map.of(), request.tags()));
        return CreateKeyResponse.builder().keyMetadata(key.metadata()).build();
    }

    private static String policy(Call call, String arn, CreateKeyRequest request) {
        String given = request.policy();
        return given == null
                ? KeyPolicies.usual(call.accountId())
                : KeyPolicies.checked(call, arn, given, request.bypassPolicyLockoutSafetyCheck());
    }

    private static void requireBuilt(CreateKeyRequest request) {
        String spec = request.keySpec();
        if (spec != null && request.customerMasterKeySpec() != null) {
            throw DynamoException.validation("You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
                    + " CustomerMasterKeySpec is deprecated.");
        }
        requireOnly("KeySpec", spec == null ? request.customerMasterKeySpec() : spec, KmsKey.SYMMETRIC);
        requireOnly("KeyUsage", request.keyUsage(), KmsKey.ENCRYPT_DECRYPT);
        requireOnly("Origin", request.origin(), "AWS_KMS");
        if (request.customKeyStoreId() != null || request.xksKeyId() != null) {
            throw KmsFault.unsupported("Gramme has no custom key stores");
        }
        if (Boolean.TRUE.equals(request.multiRegion())) {
            throw KmsFault.unsupported("Gramme has no multi-Region keys");
        }
    }

    private static void requireOnly(String parameter, @Nullable String given, String only) {
        if (given != null && !given.equals(only)) {
            throw KmsFault.unsupported("Gramme makes no keys with " + parameter + " " + given + ", only " + only);
        }
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.TagConditions;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.CreateKeyRequest;
import dev.gramme.model.kms.CreateKeyResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** CreateKey: a key with its material made here. */
public final class CreateKey implements Operation<CreateKeyRequest, CreateKeyResponse> {
    private static final String ORIGIN = "AWS_KMS";

    private final Keys keys;

    CreateKey(Keys keys) {
        this.keys = keys;
    }

    @Override
    public OperationShape<CreateKeyRequest, CreateKeyResponse> shape() {
        return Operations.CREATE_KEY;
    }

    @Override
    public List<Access> accesses(Call call, CreateKeyRequest request) {
        KeySpec spec = spec(request);
        String usage = usage(request, spec);
        Conditions ofRequest = name -> switch (name) {
            case "kms:keyspec" -> List.of(spec.name());
            case "kms:keyusage" -> List.of(usage);
            case "kms:keyorigin" -> List.of(ORIGIN);
            case "kms:multiregion" -> List.of("false");
            case "kms:calleraccount" -> List.of(call.accountId());
            case "kms:bypasspolicylockoutsafetycheck" ->
                List.of(String.valueOf(Boolean.TRUE.equals(request.bypassPolicyLockoutSafetyCheck())));
            default -> null;
        };
        Map<String, String> tags = Tags.added(Map.of(), request.tags());
        return List.of(new Access(shape().action(), "*", ofRequest.or(TagConditions.ofRequest(tags))));
    }

    @Override
    public CreateKeyResponse run(Call call, CreateKeyRequest request) {
        KeySpec spec = spec(request);
        String usage = usage(request, spec);
        requireBuilt(request);
        NewKey wanted = new NewKey(
                call.accountId(),
                call.region(),
                Objects.requireNonNullElse(request.description(), ""),
                false,
                spec,
                usage,
                Tags.added(Map.of(), request.tags()));
        KmsKey key = keys.create(wanted, arn -> policy(call, arn, request));
        return CreateKeyResponse.builder().keyMetadata(key.metadata()).build();
    }

    private static KeySpec spec(CreateKeyRequest request) {
        String given = request.keySpec();
        if (given != null && request.customerMasterKeySpec() != null) {
            throw DynamoException.validation("You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
                    + " CustomerMasterKeySpec is deprecated.");
        }
        String name = given == null ? request.customerMasterKeySpec() : given;
        KeySpec spec = name == null ? KeySpec.SYMMETRIC_DEFAULT : KeySpec.find(name);
        if (spec == null) {
            throw KmsFault.unsupported("Gramme makes no keys with KeySpec " + name);
        }
        return spec;
    }

    private static String usage(CreateKeyRequest request, KeySpec spec) {
        String given = request.keyUsage();
        if (given == null) {
            if (spec != KeySpec.SYMMETRIC_DEFAULT) {
                throw DynamoException.validation(
                        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
            }
            return KeySpec.ENCRYPT_DECRYPT;
        }
        if (!spec.usages().contains(given)) {
            throw DynamoException.validation("KeyUsage " + given + " is not compatible with KeySpec " + spec);
        }
        return given;
    }

    private static String policy(Call call, String arn, CreateKeyRequest request) {
        String given = request.policy();
        return given == null
                ? KeyPolicies.usual(call.accountId())
                : KeyPolicies.checked(call, arn, given, request.bypassPolicyLockoutSafetyCheck());
    }

    private static void requireBuilt(CreateKeyRequest request) {
        String origin = request.origin();
        if (origin != null && !origin.equals(ORIGIN)) {
            throw KmsFault.unsupported("Gramme makes no keys with Origin " + origin + ", only " + ORIGIN);
        }
        if (request.customKeyStoreId() != null || request.xksKeyId() != null) {
            throw KmsFault.unsupported("Gramme has no custom key stores");
        }
        if (Boolean.TRUE.equals(request.multiRegion())) {
            throw KmsFault.unsupported("Gramme has no multi-Region keys");
        }
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GetKeyRotationStatusRequest;
import dev.gramme.model.kms.GetKeyRotationStatusResponse;
import dev.gramme.model.kms.Operations;
import java.time.Instant;
import java.util.List;

/** GetKeyRotationStatus: whether a key gets new material by itself, and when. */
public final class GetKeyRotationStatus
        implements Operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse> {
    private final KeyNames names;
    private final KeyAccess access;

    GetKeyRotationStatus(KeyNames names, KeyAccess access) {
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse> shape() {
        return Operations.GET_KEY_ROTATION_STATUS;
    }

    @Override
    public List<Access> accesses(Call call, GetKeyRotationStatusRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public GetKeyRotationStatusResponse run(Call call, GetKeyRotationStatusRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        KmsKey.Rotation rotation = key.rotation();
        boolean rotates = rotation.enabled() && key.state() != KmsKey.State.PENDING_DELETION;
        return GetKeyRotationStatusResponse.builder()
                .keyRotationEnabled(rotates)
                .keyId(key.arn())
                .rotationPeriodInDays(rotates ? rotation.periodDays() : null)
                .nextRotationDate(rotates ? Instant.ofEpochMilli(rotation.nextMillis()) : null)
                .build();
    }
}

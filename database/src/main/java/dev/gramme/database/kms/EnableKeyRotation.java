package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.kms.EnableKeyRotationRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** EnableKeyRotation: a key gets new material by itself. */
public final class EnableKeyRotation implements Operation<EnableKeyRotationRequest, Unit> {
    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;
    private final Environment environment;

    EnableKeyRotation(Keys keys, KeyNames names, KeyAccess access, Environment environment) {
        this.keys = keys;
        this.names = names;
        this.access = access;
        this.environment = environment;
    }

    @Override
    public OperationShape<EnableKeyRotationRequest, Unit> shape() {
        return Operations.ENABLE_KEY_ROTATION;
    }

    @Override
    public List<Access> accesses(Call call, EnableKeyRotationRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public Unit run(Call call, EnableKeyRotationRequest request) {
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        key.requireSymmetricFor(shape().action());
        int days = Objects.requireNonNullElse(request.rotationPeriodInDays(), KmsKey.Rotation.OFF.periodDays());
        keys.change(key.id(), before -> {
            before.requireEnabled();
            long next = environment.clockMillis() + TimeUnit.DAYS.toMillis(days);
            return before.withRotation(new KmsKey.Rotation(true, days, next));
        });
        return Unit.UNIT;
    }
}

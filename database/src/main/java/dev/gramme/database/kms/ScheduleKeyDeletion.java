package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.ScheduleKeyDeletionRequest;
import dev.gramme.model.kms.ScheduleKeyDeletionResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** ScheduleKeyDeletion: a key is deleted after a while, and cannot be used until then. */
public final class ScheduleKeyDeletion implements Operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> {
    private static final int MIN_DAYS = 7;
    private static final int MAX_DAYS = 30;

    private final Keys keys;
    private final KeyNames names;
    private final KeyAccess access;
    private final Environment environment;

    ScheduleKeyDeletion(Keys keys, KeyNames names, KeyAccess access, Environment environment) {
        this.keys = keys;
        this.names = names;
        this.access = access;
        this.environment = environment;
    }

    @Override
    public OperationShape<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> shape() {
        return Operations.SCHEDULE_KEY_DELETION;
    }

    @Override
    public List<Access> accesses(Call call, ScheduleKeyDeletionRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public ScheduleKeyDeletionResponse run(Call call, ScheduleKeyDeletionRequest request) {
        int days = Objects.requireNonNullElse(request.pendingWindowInDays(), MAX_DAYS);
        if (days < MIN_DAYS || days > MAX_DAYS) {
            throw DynamoException.validation("PendingWindowInDays must be between " + MIN_DAYS + " and " + MAX_DAYS);
        }
        KmsKey key = names.requireOwn(call, request.keyId(), shape().action());
        KmsKey changed = keys.change(key.id(), before -> {
            before.requireNotPending();
            return before.withState(
                    KmsKey.State.PENDING_DELETION, environment.clockMillis() + TimeUnit.DAYS.toMillis(days));
        });
        return ScheduleKeyDeletionResponse.builder()
                .keyId(changed.arn())
                .deletionDate(changed.deletionDate())
                .keyState(changed.state().shown())
                .pendingWindowInDays(days)
                .build();
    }
}

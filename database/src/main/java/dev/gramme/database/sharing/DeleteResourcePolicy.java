package dev.gramme.database.sharing;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DeleteResourcePolicyInput;
import dev.gramme.model.dynamodb.DeleteResourcePolicyOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** DeleteResourcePolicy: takes a resource's policy away; no error where it has none. */
final class DeleteResourcePolicy implements Operation<DeleteResourcePolicyInput, DeleteResourcePolicyOutput> {
    private final Resources resources;
    private final Environment environment;

    DeleteResourcePolicy(Resources resources, Environment environment) {
        this.resources = resources;
        this.environment = environment;
    }

    @Override
    public OperationShape<DeleteResourcePolicyInput, DeleteResourcePolicyOutput> shape() {
        return Operations.DELETE_RESOURCE_POLICY;
    }

    @Override
    public List<Access> accesses(Call call, DeleteResourcePolicyInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.resourceArn())));
    }

    @Override
    public DeleteResourcePolicyOutput run(Call call, DeleteResourcePolicyInput request) {
        String arn = Objects.requireNonNull(request.resourceArn());
        long now = environment.clockMillis();
        AtomicReference<@Nullable ResourcePolicy> removed = new AtomicReference<>();
        resources.change(call, arn, before -> {
            ResourcePolicy.checkRemoval(before, request.expectedRevisionId(), now);
            removed.set(before);
            return null;
        });
        ResourcePolicy policy = removed.get();
        return new DeleteResourcePolicyOutput(policy == null ? null : policy.revisionId());
    }
}

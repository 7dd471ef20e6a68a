package dev.gramme.database.sharing;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.GetResourcePolicyInput;
import dev.gramme.model.dynamodb.GetResourcePolicyOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** GetResourcePolicy: the policy of a table or a stream, as it was written. */
final class GetResourcePolicy implements Operation<GetResourcePolicyInput, GetResourcePolicyOutput> {
    private final Resources resources;

    GetResourcePolicy(Resources resources) {
        this.resources = resources;
    }

    @Override
    public OperationShape<GetResourcePolicyInput, GetResourcePolicyOutput> shape() {
        return Operations.GET_RESOURCE_POLICY;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, GetResourcePolicyInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.resourceArn())));
    }

    @Override
    public GetResourcePolicyOutput run(Call call, GetResourcePolicyInput request) {
        String arn = Objects.requireNonNull(request.resourceArn());
        ResourcePolicy policy = resources.policy(call, arn);
        if (policy == null) {
            throw new DynamoException(
                    ErrorCode.POLICY_NOT_FOUND, "Resource-based policy not found for the provided ResourceArn: " + arn);
        }
        return new GetResourcePolicyOutput(policy.policy().document(), policy.revisionId());
    }
}

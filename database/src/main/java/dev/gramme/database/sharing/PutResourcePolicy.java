package dev.gramme.database.sharing;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.resource.ResourcePolicyRules;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PutResourcePolicyInput;
import dev.gramme.model.dynamodb.PutResourcePolicyOutput;
import java.util.List;
import java.util.Objects;

/** PutResourcePolicy: says who else may use a table or a stream. */
final class PutResourcePolicy implements Operation<PutResourcePolicyInput, PutResourcePolicyOutput> {
    private final Resources resources;
    private final Environment environment;

    PutResourcePolicy(Resources resources, Environment environment) {
        this.resources = resources;
        this.environment = environment;
    }

    @Override
    public OperationShape<PutResourcePolicyInput, PutResourcePolicyOutput> shape() {
        return Operations.PUT_RESOURCE_POLICY;
    }

    @Override
    public List<Access> accesses(Call call, PutResourcePolicyInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.resourceArn())));
    }

    @Override
    public PutResourcePolicyOutput run(Call call, PutResourcePolicyInput request) {
        String arn = Objects.requireNonNull(request.resourceArn());
        String document = Objects.requireNonNull(request.policy());
        Policy policy = Resources.isStream(arn)
                ? ResourcePolicyRules.forStream(document)
                : ResourcePolicyRules.forTable(document);
        long now = environment.clockMillis();
        ResourcePolicy changed = resources.change(
                call, arn, before -> ResourcePolicy.change(before, policy, request.expectedRevisionId(), now));
        return new PutResourcePolicyOutput(Objects.requireNonNull(changed).revisionId());
    }
}

package dev.gramme.database.iam;

import dev.gramme.database.api.Conditions;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Decision;
import dev.gramme.database.policy.Evaluation;
import dev.gramme.database.policy.PolicyRequest;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.policy.Subject;
import dev.gramme.model.iam.EvaluationResult;
import dev.gramme.model.iam.PermissionsBoundaryDecisionDetail;
import dev.gramme.model.iam.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What policies would decide.
 *
 * @param policies of the caller
 * @param boundary null for none
 * @param resourcePolicy null for none
 * @param context values by keys in lower case
 */
record Simulation(
        Subject subject,
        String accountId,
        List<AttachedPolicy> policies,
        @Nullable AttachedPolicy boundary,
        @Nullable AttachedPolicy resourcePolicy,
        Map<String, List<String>> context) {
    /** What the request has, and what was asked for in vain. */
    private record Context(Map<String, List<String>> values, Set<String> missing) implements Conditions {
        @Override
        public @Nullable List<String> find(String key) {
            List<String> found = values.get(key);
            if (found == null) {
                missing.add(key);
            }
            return found;
        }
    }

    EvaluationResult decide(String action, String resource) {
        Context conditions = new Context(context, new TreeSet<>());
        PolicyRequest request = new PolicyRequest(subject, action, resource, conditions);
        PrincipalPolicies principal = new PrincipalPolicies(policies, boundary, null, Map.of());
        Decision decision = Evaluation.decide(request, principal, ResourceRule.of(accountId, resourcePolicy));
        return EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(
                        switch (decision.outcome()) {
                            case ALLOWED -> "allowed";
                            case EXPLICITLY_DENIED -> "explicitDeny";
                            case IMPLICITLY_DENIED -> "implicitDeny";
                        })
                .matchedStatements(matched(decision))
                .missingContextValues(List.copyOf(conditions.missing()))
                .permissionsBoundaryDecisionDetail(boundaryDetail(request))
                .build();
    }

    private static List<Statement> matched(Decision decision) {
        List<Statement> matched = new ArrayList<>();
        Decision.Match match = decision.match();
        if (match != null) {
            matched.add(Statement.builder()
                    .sourcePolicyId(match.policy().source())
                    .sourcePolicyType("IAM Policy")
                    .build());
        }
        return matched;
    }

    private @Nullable PermissionsBoundaryDecisionDetail boundaryDetail(PolicyRequest request) {
        if (boundary == null) {
            return null;
        }
        PrincipalPolicies alone = new PrincipalPolicies(List.of(boundary), null, null, Map.of());
        return PermissionsBoundaryDecisionDetail.builder()
                .allowedByPermissionsBoundary(Evaluation.decide(request, alone, ResourceRule.of(accountId, null))
                        .isAllowed())
                .build();
    }
}

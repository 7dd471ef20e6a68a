package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.SIMULATE_CUSTOM_POLICY;
import static dev.gramme.model.iam.Operations.SIMULATE_PRINCIPAL_POLICY;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.StoredPolicies;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.Subject;
import dev.gramme.model.iam.ContextEntry;
import dev.gramme.model.iam.EvaluationResult;
import dev.gramme.model.iam.SimulateCustomPolicyRequest;
import dev.gramme.model.iam.SimulatePolicyResponse;
import dev.gramme.model.iam.SimulatePrincipalPolicyRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations that tell what policies would decide. */
final class SimulationOperations {
    /** Our own limit on actions times resources. */
    private static final int MAX_DECISIONS = 1_000;

    private SimulationOperations() {}

    static void addTo(Actions actions) {
        actions.computes(SIMULATE_CUSTOM_POLICY, (state, call, request) -> Target.ANY, SimulationOperations::custom);
        actions.computes(
                SIMULATE_PRINCIPAL_POLICY,
                (state, call, request) -> {
                    Identity source = state.findArn(requireNonNull(request.policySourceArn()));
                    return source == null
                            ? new Target(requireNonNull(request.policySourceArn()), Facts.NONE)
                            : Target.of(source);
                },
                SimulationOperations::principal);
    }

    private static SimulatePolicyResponse custom(AccountState state, Call call, SimulateCustomPolicyRequest request) {
        refuseHandling(request.resourceHandlingOption());
        String callerArn = request.callerArn() == null ? call.caller().arn() : request.callerArn();
        Simulation simulation = new Simulation(
                subject(state, callerArn),
                state.accountId(),
                policies("PolicyInputList", request.policyInputList(), PolicyKind.IDENTITY),
                first(policies(
                        "PermissionsBoundaryPolicyInputList",
                        request.permissionsBoundaryPolicyInputList(),
                        PolicyKind.IDENTITY)),
                resourcePolicy(request.resourcePolicy()),
                context(request.contextEntries()));
        return run(
                simulation,
                requireNonNull(request.actionNames()),
                request.resourceArns(),
                request.marker(),
                request.maxItems());
    }

    private static SimulatePolicyResponse principal(
            AccountState state, Call call, SimulatePrincipalPolicyRequest request) {
        refuseHandling(request.resourceHandlingOption());
        String sourceArn = requireNonNull(request.policySourceArn());
        Identity source = state.findArn(sourceArn);
        if (source == null) {
            throw new DynamoException(
                    ErrorCode.NO_SUCH_ENTITY, "The entity with ARN " + sourceArn + " cannot be found.");
        }
        List<AttachedPolicy> policies = new ArrayList<>(StoredPolicies.all(state, source));
        policies.addAll(policies("PolicyInputList", request.policyInputList(), PolicyKind.IDENTITY));
        List<AttachedPolicy> boundaries = policies(
                "PermissionsBoundaryPolicyInputList",
                request.permissionsBoundaryPolicyInputList(),
                PolicyKind.IDENTITY);
        Simulation simulation = new Simulation(
                subject(state, request.callerArn() == null ? sourceArn : request.callerArn()),
                state.accountId(),
                policies,
                boundaries.isEmpty() ? StoredPolicies.boundary(state, source) : first(boundaries),
                resourcePolicy(request.resourcePolicy()),
                context(request.contextEntries()));
        return run(
                simulation,
                requireNonNull(request.actionNames()),
                request.resourceArns(),
                request.marker(),
                request.maxItems());
    }

    private static void refuseHandling(@Nullable String option) {
        if (option != null) {
            throw IamErrors.invalidInput("ResourceHandlingOption is for actions of EC2, which are not known here");
        }
    }

    /** A root's own policies are not asked, so everybody is taken for a user or role here. */
    private static Subject subject(AccountState state, String arn) {
        Identity identity = state.findArn(arn);
        Subject.Kind kind = identity != null && identity.kind() == Identity.Kind.ROLE
                ? Subject.Kind.ROLE_SESSION
                : Subject.Kind.USER;
        return new Subject(kind, state.accountId(), arn, null, identity == null ? arn : identity.id());
    }

    private static List<AttachedPolicy> policies(String name, @Nullable List<String> documents, PolicyKind kind) {
        List<AttachedPolicy> policies = new ArrayList<>();
        for (String document : documents == null ? List.<String>of() : documents) {
            policies.add(policy(name + "." + (policies.size() + 1), document, kind));
        }
        return policies;
    }

    private static AttachedPolicy policy(String name, String document, PolicyKind kind) {
        try {
            return new AttachedPolicy(name, Policy.parse(document, kind));
        } catch (MalformedPolicyException e) {
            throw IamErrors.invalidInput(name + ": " + e.text());
        }
    }

    private static @Nullable AttachedPolicy first(List<AttachedPolicy> policies) {
        return policies.isEmpty() ? null : policies.getFirst();
    }

    private static @Nullable AttachedPolicy resourcePolicy(@Nullable String document) {
        return document == null ? null : policy("ResourcePolicy", document, PolicyKind.RESOURCE);
    }

    private static Map<String, List<String>> context(@Nullable List<ContextEntry> entries) {
        Map<String, List<String>> context = new HashMap<>();
        for (ContextEntry entry : entries == null ? List.<ContextEntry>of() : entries) {
            String key = entry.contextKeyName();
            if (key != null && entry.contextKeyValues() != null) {
                context.put(key.toLowerCase(Locale.ROOT), List.copyOf(entry.contextKeyValues()));
            }
        }
        return context;
    }

    private static SimulatePolicyResponse run(
            Simulation simulation,
            List<String> actions,
            @Nullable List<String> resourceArns,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        List<String> resources = resourceArns == null || resourceArns.isEmpty() ? List.of("*") : resourceArns;
        if ((long) actions.size() * resources.size() > MAX_DECISIONS) {
            throw IamErrors.invalidInput("There are more than " + MAX_DECISIONS + " actions and resources to decide");
        }
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : actions) {
            for (String resource : resources) {
                results.add(simulation.decide(action, resource));
            }
        }
        Page<EvaluationResult> page =
                Page.of(results, result -> result.evalActionName() + " " + result.evalResourceName(), marker, maxItems);
        return SimulatePolicyResponse.builder()
                .evaluationResults(page.elements())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}

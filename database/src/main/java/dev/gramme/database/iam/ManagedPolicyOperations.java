package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_POLICY;
import static dev.gramme.model.iam.Operations.DELETE_POLICY;
import static dev.gramme.model.iam.Operations.GET_POLICY;
import static dev.gramme.model.iam.Operations.LIST_ENTITIES_FOR_POLICY;
import static dev.gramme.model.iam.Operations.LIST_POLICIES;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.AwsPolicies;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.ManagedPolicy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.CreatePolicyRequest;
import dev.gramme.model.iam.CreatePolicyResponse;
import dev.gramme.model.iam.DeletePolicyRequest;
import dev.gramme.model.iam.GetPolicyRequest;
import dev.gramme.model.iam.GetPolicyResponse;
import dev.gramme.model.iam.ListEntitiesForPolicyRequest;
import dev.gramme.model.iam.ListEntitiesForPolicyResponse;
import dev.gramme.model.iam.ListPoliciesRequest;
import dev.gramme.model.iam.ListPoliciesResponse;
import dev.gramme.model.iam.Policy;
import dev.gramme.model.iam.PolicyGroup;
import dev.gramme.model.iam.PolicyRole;
import dev.gramme.model.iam.PolicyUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations on managed policies as a whole. */
final class ManagedPolicyOperations {
    static final int MAX_POLICIES = 1_500;
    static final int MAX_CHARACTERS = 6_144;
    private static final String AS_BOUNDARY = "PermissionsBoundary";
    private static final String AS_POLICY = "PermissionsPolicy";

    private ManagedPolicyOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                CREATE_POLICY,
                (state, call, request) -> new Target(
                                ManagedPolicy.arn(
                                        state.accountId(),
                                        request.path() == null ? "/" : request.path(),
                                        requireNonNull(request.policyName())),
                                Facts.NONE)
                        .giving(Tags.asked(request.tags())),
                ManagedPolicyOperations::create);
        actions.reads(
                GET_POLICY,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                ManagedPolicyOperations::read);
        actions.writes(
                DELETE_POLICY,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                ManagedPolicyOperations::delete);
        actions.reads(LIST_POLICIES, (state, call, request) -> Target.ANY, ManagedPolicyOperations::list);
        actions.reads(
                LIST_ENTITIES_FOR_POLICY,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                ManagedPolicyOperations::entities);
    }

    /** A document for a managed policy, checked. */
    static ManagedPolicy.Version version(int number, @Nullable String document, long nowMillis) {
        String text = requireNonNull(document);
        ManagedPolicy.Version version =
                new ManagedPolicy.Version("v" + number, Documents.parse(text, PolicyKind.MANAGED), nowMillis);
        if (Documents.size(text) > MAX_CHARACTERS) {
            throw IamErrors.quota("PolicySize", MAX_CHARACTERS);
        }
        return version;
    }

    private static CreatePolicyResponse create(AccountChange change, Call call, CreatePolicyRequest request) {
        String name = Names.require("policyName", request.policyName());
        String path = Names.path(request.path());
        AccountState state = change.state();
        if (state.isPolicyTaken(name)) {
            throw new DynamoException(
                    ErrorCode.ENTITY_ALREADY_EXISTS,
                    "A policy called " + name + " already exists. Duplicate names are not allowed.");
        }
        if (state.policies().size() >= MAX_POLICIES) {
            throw IamErrors.quota("PoliciesPerAccount", MAX_POLICIES);
        }
        ManagedPolicy.Version first = version(1, request.policyDocument(), change.nowMillis());
        ManagedPolicy policy = new ManagedPolicy(
                state.accountId(),
                name,
                path,
                change.ids().next(ManagedPolicy.ID_PREFIX),
                change.nowMillis(),
                request.description(),
                Tags.of(request.tags()),
                List.of(first),
                first.id(),
                1);
        change.put(policy);
        Policy shown = shown(change.state(), policy).toBuilder()
                .description(null)
                .tags(Tags.shown(policy.tags()))
                .build();
        return CreatePolicyResponse.builder().policy(shown).build();
    }

    private static GetPolicyResponse read(AccountState state, Call call, GetPolicyRequest request) {
        ManagedPolicy policy = Found.policy(state, request.policyArn());
        return GetPolicyResponse.builder()
                .policy(shown(state, policy).toBuilder()
                        .tags(Tags.list(policy.tags()))
                        .build())
                .build();
    }

    private static Policy shown(AccountState state, ManagedPolicy policy) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersion())
                .attachmentCount(state.attachedTo(policy.arn()).size())
                .permissionsBoundaryUsageCount(state.boundedBy(policy.arn()).size())
                .isAttachable(AwsPolicies.isAttachable(policy))
                .description(policy.description())
                .createDate(Instant.ofEpochMilli(policy.createdMillis()))
                .updateDate(Instant.ofEpochMilli(policy.updatedMillis()))
                .build();
    }

    private static Unit delete(AccountChange change, Call call, DeletePolicyRequest request) {
        ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
        boolean used = !change.state().attachedTo(policy.arn()).isEmpty()
                || !change.state().boundedBy(policy.arn()).isEmpty();
        if (used) {
            throw IamErrors.conflict("Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw IamErrors.conflict("This policy has more than one version. Before you delete a policy, you must"
                    + " delete the policy's versions. The default version is deleted with the policy.");
        }
        change.remove(policy);
        return Unit.UNIT;
    }

    private static ListPoliciesResponse list(AccountState state, Call call, ListPoliciesRequest request) {
        String prefix = Names.pathPrefix(request.pathPrefix());
        String scope = request.scope() == null ? "All" : request.scope();
        List<ManagedPolicy> all = new ArrayList<>();
        if (!scope.equals("AWS")) {
            all.addAll(state.policies());
        }
        if (!scope.equals("Local")) {
            all.addAll(AwsPolicies.all());
        }
        boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
        all.removeIf(policy -> !policy.path().startsWith(prefix)
                || (onlyAttached && !isUsed(state, policy, null))
                || (request.policyUsageFilter() != null && !isUsed(state, policy, request.policyUsageFilter())));
        Page<ManagedPolicy> page = Page.of(all, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.elements().stream()
                        .map(policy -> shown(state, policy).toBuilder()
                                .description(null)
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static boolean isUsed(AccountState state, ManagedPolicy policy, @Nullable String usage) {
        boolean attached =
                !AS_BOUNDARY.equals(usage) && !state.attachedTo(policy.arn()).isEmpty();
        return attached
                || (!AS_POLICY.equals(usage) && !state.boundedBy(policy.arn()).isEmpty());
    }

    private static ListEntitiesForPolicyResponse entities(
            AccountState state, Call call, ListEntitiesForPolicyRequest request) {
        ManagedPolicy policy = Found.policy(state, request.policyArn());
        String prefix = Names.pathPrefix(request.pathPrefix());
        Set<Identity> users = new LinkedHashSet<>();
        if (!AS_BOUNDARY.equals(request.policyUsageFilter())) {
            users.addAll(state.attachedTo(policy.arn()));
        }
        if (!AS_POLICY.equals(request.policyUsageFilter())) {
            users.addAll(state.boundedBy(policy.arn()));
        }
        users.removeIf(identity -> !identity.path().startsWith(prefix)
                || (request.entityFilter() != null
                        && !request.entityFilter().equals(Identities.capitalised(identity.kind()))));
        Page<Identity> page = Page.of(
                users, identity -> identity.kind() + "/" + identity.name(), request.marker(), request.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(of(page, Kind.GROUP).stream()
                        .map(group -> PolicyGroup.builder()
                                .groupName(group.name())
                                .groupId(group.id())
                                .build())
                        .toList())
                .policyUsers(of(page, Kind.USER).stream()
                        .map(user -> PolicyUser.builder()
                                .userName(user.name())
                                .userId(user.id())
                                .build())
                        .toList())
                .policyRoles(of(page, Kind.ROLE).stream()
                        .map(role -> PolicyRole.builder()
                                .roleName(role.name())
                                .roleId(role.id())
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static List<Identity> of(Page<Identity> page, Kind kind) {
        return page.elements().stream()
                .filter(identity -> identity.kind() == kind)
                .toList();
    }
}

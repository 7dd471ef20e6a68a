package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.ATTACH_GROUP_POLICY;
import static dev.gramme.model.iam.Operations.ATTACH_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.ATTACH_USER_POLICY;
import static dev.gramme.model.iam.Operations.DETACH_GROUP_POLICY;
import static dev.gramme.model.iam.Operations.DETACH_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.DETACH_USER_POLICY;
import static dev.gramme.model.iam.Operations.LIST_ATTACHED_GROUP_POLICIES;
import static dev.gramme.model.iam.Operations.LIST_ATTACHED_ROLE_POLICIES;
import static dev.gramme.model.iam.Operations.LIST_ATTACHED_USER_POLICIES;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.AwsPolicies;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.ManagedPolicy;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.AttachedPolicy;
import dev.gramme.model.iam.ListAttachedGroupPoliciesResponse;
import dev.gramme.model.iam.ListAttachedRolePoliciesResponse;
import dev.gramme.model.iam.ListAttachedUserPoliciesResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Managed policies attached to users, groups and roles. */
final class Attachments {
    static final int MAX_ATTACHED = 10;

    private Attachments() {}

    static void addTo(Actions actions) {
        addUsers(actions);
        addGroups(actions);
        addRoles(actions);
    }

    private static void addUsers(Actions actions) {
        actions.writes(
                ATTACH_USER_POLICY,
                (state, call, request) -> target(state, Kind.USER, request.userName(), request.policyArn()),
                (change, call, request) ->
                        attach(change, Found.user(change.state(), request.userName()), request.policyArn()));
        actions.writes(
                DETACH_USER_POLICY,
                (state, call, request) -> target(state, Kind.USER, request.userName(), request.policyArn()),
                (change, call, request) ->
                        detach(change, Found.user(change.state(), request.userName()), request.policyArn()));
        actions.reads(
                LIST_ATTACHED_USER_POLICIES,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (state, call, request) -> {
                    Page<AttachedPolicy> page = list(
                            state,
                            Found.user(state, request.userName()),
                            request.pathPrefix(),
                            request.marker(),
                            request.maxItems());
                    return ListAttachedUserPoliciesResponse.builder()
                            .attachedPolicies(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addGroups(Actions actions) {
        actions.writes(
                ATTACH_GROUP_POLICY,
                (state, call, request) -> target(state, Kind.GROUP, request.groupName(), request.policyArn()),
                (change, call, request) ->
                        attach(change, Found.group(change.state(), request.groupName()), request.policyArn()));
        actions.writes(
                DETACH_GROUP_POLICY,
                (state, call, request) -> target(state, Kind.GROUP, request.groupName(), request.policyArn()),
                (change, call, request) ->
                        detach(change, Found.group(change.state(), request.groupName()), request.policyArn()));
        actions.reads(
                LIST_ATTACHED_GROUP_POLICIES,
                (state, call, request) -> Target.of(state, Kind.GROUP, requireNonNull(request.groupName())),
                (state, call, request) -> {
                    Page<AttachedPolicy> page = list(
                            state,
                            Found.group(state, request.groupName()),
                            request.pathPrefix(),
                            request.marker(),
                            request.maxItems());
                    return ListAttachedGroupPoliciesResponse.builder()
                            .attachedPolicies(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addRoles(Actions actions) {
        actions.writes(
                ATTACH_ROLE_POLICY,
                (state, call, request) -> target(state, Kind.ROLE, request.roleName(), request.policyArn()),
                (change, call, request) ->
                        attach(change, Found.role(change.state(), request.roleName()), request.policyArn()));
        actions.writes(
                DETACH_ROLE_POLICY,
                (state, call, request) -> target(state, Kind.ROLE, request.roleName(), request.policyArn()),
                (change, call, request) ->
                        detach(change, Found.role(change.state(), request.roleName()), request.policyArn()));
        actions.reads(
                LIST_ATTACHED_ROLE_POLICIES,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (state, call, request) -> {
                    Page<AttachedPolicy> page = list(
                            state,
                            Found.role(state, request.roleName()),
                            request.pathPrefix(),
                            request.marker(),
                            request.maxItems());
                    return ListAttachedRolePoliciesResponse.builder()
                            .attachedPolicies(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static Target target(AccountState state, Kind kind, @Nullable String name, @Nullable String policyArn) {
        return Target.of(state, kind, requireNonNull(name)).with("iam:policyarn", policyArn);
    }

    private static Unit attach(AccountChange change, Identity identity, @Nullable String arn) {
        ManagedPolicy policy = attachable(change.state(), arn);
        if (identity.attached().contains(policy.arn())) {
            return Unit.UNIT;
        }
        if (identity.attached().size() >= MAX_ATTACHED) {
            throw IamErrors.quota("PoliciesPer" + Identities.capitalised(identity.kind()), MAX_ATTACHED);
        }
        List<String> attached = new ArrayList<>(identity.attached());
        attached.add(policy.arn());
        change.put(identity.withAttached(attached));
        return Unit.UNIT;
    }

    private static ManagedPolicy attachable(AccountState state, @Nullable String arn) {
        String given = Names.policyArn(arn);
        ManagedPolicy policy = state.policy(given);
        if (policy == null) {
            throw IamErrors.notAttachable(given);
        }
        if (!AwsPolicies.isAttachable(policy)) {
            throw new DynamoException(
                    ErrorCode.POLICY_NOT_ATTACHABLE, "Cannot attach a Service Role Policy to a Customer Role.");
        }
        return policy;
    }

    /** A policy to be a permissions boundary, by its ARN; null for none. */
    static @Nullable String boundary(AccountState state, @Nullable String arn) {
        return arn == null ? null : attachable(state, arn).arn();
    }

    private static Unit detach(AccountChange change, Identity identity, @Nullable String arn) {
        String given = Names.policyArn(arn);
        List<String> attached = new ArrayList<>(identity.attached());
        if (!attached.remove(given)) {
            throw IamErrors.noSuchPolicy(given);
        }
        change.put(identity.withAttached(attached));
        return Unit.UNIT;
    }

    private static Page<AttachedPolicy> list(
            AccountState state,
            Identity identity,
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        String prefix = Names.pathPrefix(pathPrefix);
        List<AttachedPolicy> all = new ArrayList<>();
        for (String arn : identity.attached()) {
            ManagedPolicy policy = state.policy(arn);
            if (policy != null && policy.path().startsWith(prefix)) {
                all.add(AttachedPolicy.builder()
                        .policyName(policy.name())
                        .policyArn(arn)
                        .build());
            }
        }
        return Page.of(all, policy -> requireNonNull(policy.policyArn()), marker, maxItems);
    }
}

package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.DELETE_GROUP_POLICY;
import static dev.gramme.model.iam.Operations.DELETE_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.DELETE_USER_POLICY;
import static dev.gramme.model.iam.Operations.GET_GROUP_POLICY;
import static dev.gramme.model.iam.Operations.GET_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.GET_USER_POLICY;
import static dev.gramme.model.iam.Operations.LIST_GROUP_POLICIES;
import static dev.gramme.model.iam.Operations.LIST_ROLE_POLICIES;
import static dev.gramme.model.iam.Operations.LIST_USER_POLICIES;
import static dev.gramme.model.iam.Operations.PUT_GROUP_POLICY;
import static dev.gramme.model.iam.Operations.PUT_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.PUT_USER_POLICY;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.PolicyText;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.GetGroupPolicyResponse;
import dev.gramme.model.iam.GetRolePolicyResponse;
import dev.gramme.model.iam.GetUserPolicyResponse;
import dev.gramme.model.iam.ListGroupPoliciesResponse;
import dev.gramme.model.iam.ListRolePoliciesResponse;
import dev.gramme.model.iam.ListUserPoliciesResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Policies written into users, groups and roles. */
final class InlinePolicies {
    private InlinePolicies() {}

    static void addTo(Actions actions) {
        addUsers(actions);
        addGroups(actions);
        addRoles(actions);
    }

    private static void addUsers(Actions actions) {
        actions.writes(
                PUT_USER_POLICY,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (change, call, request) -> put(
                        change,
                        Found.user(change.state(), request.userName()),
                        request.policyName(),
                        requireNonNull(request.policyDocument())));
        actions.reads(
                GET_USER_POLICY,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (state, call, request) -> {
                    Identity user = Found.user(state, request.userName());
                    return GetUserPolicyResponse.builder()
                            .userName(user.name())
                            .policyName(request.policyName())
                            .policyDocument(Documents.shown(find(user, request.policyName())))
                            .build();
                });
        actions.writes(
                DELETE_USER_POLICY,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (change, call, request) ->
                        delete(change, Found.user(change.state(), request.userName()), request.policyName()));
        actions.reads(
                LIST_USER_POLICIES,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (state, call, request) -> {
                    Identity user = Found.user(state, request.userName());
                    Page<String> page = list(user, request.marker(), request.maxItems());
                    return ListUserPoliciesResponse.builder()
                            .policyNames(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addGroups(Actions actions) {
        actions.writes(
                PUT_GROUP_POLICY,
                (state, call, request) -> Target.of(state, Kind.GROUP, requireNonNull(request.groupName())),
                (change, call, request) -> put(
                        change,
                        Found.group(change.state(), request.groupName()),
                        request.policyName(),
                        requireNonNull(request.policyDocument())));
        actions.reads(
                GET_GROUP_POLICY,
                (state, call, request) -> Target.of(state, Kind.GROUP, requireNonNull(request.groupName())),
                (state, call, request) -> {
                    Identity group = Found.group(state, request.groupName());
                    return GetGroupPolicyResponse.builder()
                            .groupName(group.name())
                            .policyName(request.policyName())
                            .policyDocument(Documents.shown(find(group, request.policyName())))
                            .build();
                });
        actions.writes(
                DELETE_GROUP_POLICY,
                (state, call, request) -> Target.of(state, Kind.GROUP, requireNonNull(request.groupName())),
                (change, call, request) ->
                        delete(change, Found.group(change.state(), request.groupName()), request.policyName()));
        actions.reads(
                LIST_GROUP_POLICIES,
                (state, call, request) -> Target.of(state, Kind.GROUP, requireNonNull(request.groupName())),
                (state, call, request) -> {
                    Identity group = Found.group(state, request.groupName());
                    Page<String> page = list(group, request.marker(), request.maxItems());
                    return ListGroupPoliciesResponse.builder()
                            .policyNames(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addRoles(Actions actions) {
        actions.writes(
                PUT_ROLE_POLICY,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (change, call, request) -> put(
                        change,
                        Found.role(change.state(), request.roleName()),
                        request.policyName(),
                        requireNonNull(request.policyDocument())));
        actions.reads(
                GET_ROLE_POLICY,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (state, call, request) -> {
                    Identity role = Found.role(state, request.roleName());
                    return GetRolePolicyResponse.builder()
                            .roleName(role.name())
                            .policyName(request.policyName())
                            .policyDocument(Documents.shown(find(role, request.policyName())))
                            .build();
                });
        actions.writes(
                DELETE_ROLE_POLICY,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (change, call, request) ->
                        delete(change, Found.role(change.state(), request.roleName()), request.policyName()));
        actions.reads(
                LIST_ROLE_POLICIES,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (state, call, request) -> {
                    Identity role = Found.role(state, request.roleName());
                    Page<String> page = list(role, request.marker(), request.maxItems());
                    return ListRolePoliciesResponse.builder()
                            .policyNames(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static Unit put(AccountChange change, Identity identity, @Nullable String policyName, String document) {
        String name = Names.require("policyName", policyName);
        Map<String, PolicyText> inline = new TreeMap<>(identity.inline());
        inline.put(name, Documents.parse(document, PolicyKind.IDENTITY));
        int most = mostCharacters(identity.kind());
        int size = inline.values().stream()
                .mapToInt(text -> Documents.size(text.document()))
                .sum();
        if (size > most) {
            throw new DynamoException(
                    ErrorCode.IAM_LIMIT_EXCEEDED,
                    "Maximum policy size of " + most + " bytes exceeded for "
                            + identity.kind().word() + " " + identity.name());
        }
        change.put(identity.withInline(inline));
        return Unit.UNIT;
    }

    /** How long all of them may be together. */
    static int mostCharacters(Kind kind) {
        return switch (kind) {
            case USER -> 2_048;
            case GROUP -> 5_120;
            case ROLE -> 10_240;
        };
    }

    private static PolicyText find(Identity identity, @Nullable String policyName) {
        String name = Names.require("policyName", policyName);
        PolicyText text = identity.inline().get(name);
        if (text == null) {
            throw IamErrors.noSuch(identity.kind().word() + " policy", name);
        }
        return text;
    }

    private static Unit delete(AccountChange change, Identity identity, @Nullable String policyName) {
        find(identity, policyName);
        Map<String, PolicyText> inline = new TreeMap<>(identity.inline());
        inline.remove(requireNonNull(policyName));
        change.put(identity.withInline(inline));
        return Unit.UNIT;
    }

    private static Page<String> list(Identity identity, @Nullable String marker, @Nullable Integer maxItems) {
        return Page.of(identity.inline().keySet(), Function.identity(), marker, maxItems);
    }
}

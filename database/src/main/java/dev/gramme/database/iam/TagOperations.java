package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.LIST_POLICY_TAGS;
import static dev.gramme.model.iam.Operations.LIST_ROLE_TAGS;
import static dev.gramme.model.iam.Operations.LIST_USER_TAGS;
import static dev.gramme.model.iam.Operations.TAG_POLICY;
import static dev.gramme.model.iam.Operations.TAG_ROLE;
import static dev.gramme.model.iam.Operations.TAG_USER;
import static dev.gramme.model.iam.Operations.UNTAG_POLICY;
import static dev.gramme.model.iam.Operations.UNTAG_ROLE;
import static dev.gramme.model.iam.Operations.UNTAG_USER;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.ManagedPolicy;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.ListPolicyTagsResponse;
import dev.gramme.model.iam.ListRoleTagsResponse;
import dev.gramme.model.iam.ListUserTagsResponse;
import dev.gramme.model.iam.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations on the tags of users, roles and policies. */
final class TagOperations {
    private TagOperations() {}

    static void addTo(Actions actions) {
        addUsers(actions);
        addRoles(actions);
        addPolicies(actions);
    }

    private static void addUsers(Actions actions) {
        actions.writes(
                TAG_USER,
                (state, call, request) -> tagging(state, Kind.USER, request.userName(), request.tags()),
                (change, call, request) -> tag(change, Found.user(change.state(), request.userName()), request.tags()));
        actions.writes(
                UNTAG_USER,
                (state, call, request) -> untagging(state, Kind.USER, request.userName(), request.tagKeys()),
                (change, call, request) ->
                        untag(change, Found.user(change.state(), request.userName()), request.tagKeys()));
        actions.reads(
                LIST_USER_TAGS,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (state, call, request) -> {
                    Page<Tag> page =
                            page(Found.user(state, request.userName()).tags(), request.marker(), request.maxItems());
                    return ListUserTagsResponse.builder()
                            .tags(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addRoles(Actions actions) {
        actions.writes(
                TAG_ROLE,
                (state, call, request) -> tagging(state, Kind.ROLE, request.roleName(), request.tags()),
                (change, call, request) -> tag(change, Found.role(change.state(), request.roleName()), request.tags()));
        actions.writes(
                UNTAG_ROLE,
                (state, call, request) -> untagging(state, Kind.ROLE, request.roleName(), request.tagKeys()),
                (change, call, request) ->
                        untag(change, Found.role(change.state(), request.roleName()), request.tagKeys()));
        actions.reads(
                LIST_ROLE_TAGS,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (state, call, request) -> {
                    Page<Tag> page =
                            page(Found.role(state, request.roleName()).tags(), request.marker(), request.maxItems());
                    return ListRoleTagsResponse.builder()
                            .tags(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static void addPolicies(Actions actions) {
        actions.writes(
                TAG_POLICY,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn()))
                        .giving(Tags.asked(request.tags())),
                (change, call, request) -> {
                    ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
                    change.put(policy.withTags(Tags.added(policy.tags(), request.tags())));
                    return Unit.UNIT;
                });
        actions.writes(
                UNTAG_POLICY,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn()))
                        .taking(request.tagKeys()),
                (change, call, request) -> {
                    ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
                    change.put(policy.withTags(Tags.removed(policy.tags(), request.tagKeys())));
                    return Unit.UNIT;
                });
        actions.reads(
                LIST_POLICY_TAGS,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                (state, call, request) -> {
                    Page<Tag> page =
                            page(Found.policy(state, request.policyArn()).tags(), request.marker(), request.maxItems());
                    return ListPolicyTagsResponse.builder()
                            .tags(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static Target tagging(AccountState state, Kind kind, @Nullable String name, @Nullable List<Tag> tags) {
        return Target.of(state, kind, requireNonNull(name)).giving(Tags.asked(tags));
    }

    private static Target untagging(AccountState state, Kind kind, @Nullable String name, @Nullable List<String> keys) {
        return Target.of(state, kind, requireNonNull(name)).taking(keys);
    }

    private static Unit tag(AccountChange change, Identity identity, @Nullable List<Tag> tags) {
        change.put(identity.withTags(Tags.added(identity.tags(), tags)));
        return Unit.UNIT;
    }

    private static Unit untag(AccountChange change, Identity identity, @Nullable List<String> keys) {
        change.put(identity.withTags(Tags.removed(identity.tags(), keys)));
        return Unit.UNIT;
    }

    static Page<Tag> page(Map<String, String> tags, @Nullable String marker, @Nullable Integer maxItems) {
        return Page.of(Tags.list(tags), tag -> requireNonNull(tag.key()), marker, maxItems);
    }
}

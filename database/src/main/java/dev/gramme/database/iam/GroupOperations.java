package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.ADD_USER_TO_GROUP;
import static dev.gramme.model.iam.Operations.CREATE_GROUP;
import static dev.gramme.model.iam.Operations.DELETE_GROUP;
import static dev.gramme.model.iam.Operations.GET_GROUP;
import static dev.gramme.model.iam.Operations.LIST_GROUPS;
import static dev.gramme.model.iam.Operations.LIST_GROUPS_FOR_USER;
import static dev.gramme.model.iam.Operations.REMOVE_USER_FROM_GROUP;
import static dev.gramme.model.iam.Operations.UPDATE_GROUP;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.AddUserToGroupRequest;
import dev.gramme.model.iam.CreateGroupRequest;
import dev.gramme.model.iam.CreateGroupResponse;
import dev.gramme.model.iam.DeleteGroupRequest;
import dev.gramme.model.iam.GetGroupRequest;
import dev.gramme.model.iam.GetGroupResponse;
import dev.gramme.model.iam.ListGroupsForUserRequest;
import dev.gramme.model.iam.ListGroupsForUserResponse;
import dev.gramme.model.iam.ListGroupsRequest;
import dev.gramme.model.iam.ListGroupsResponse;
import dev.gramme.model.iam.RemoveUserFromGroupRequest;
import dev.gramme.model.iam.UpdateGroupRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on groups and on who is in them. */
final class GroupOperations {
    static final int MAX_GROUPS = 300;
    static final int MAX_GROUPS_OF_USER = 10;

    private GroupOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                CREATE_GROUP,
                (state, call, request) ->
                        Identities.created(state, Kind.GROUP, request.path(), requireNonNull(request.groupName())),
                GroupOperations::create);
        actions.reads(GET_GROUP, (state, call, request) -> target(state, request.groupName()), GroupOperations::read);
        actions.writes(
                UPDATE_GROUP, (state, call, request) -> target(state, request.groupName()), GroupOperations::update);
        actions.writes(
                DELETE_GROUP, (state, call, request) -> target(state, request.groupName()), GroupOperations::delete);
        actions.reads(
                LIST_GROUPS,
                (state, call, request) -> Identities.listed(state, Kind.GROUP, request.pathPrefix()),
                GroupOperations::list);
        actions.writes(
                ADD_USER_TO_GROUP, (state, call, request) -> target(state, request.groupName()), GroupOperations::add);
        actions.writes(
                REMOVE_USER_FROM_GROUP,
                (state, call, request) -> target(state, request.groupName()),
                GroupOperations::remove);
        actions.reads(
                LIST_GROUPS_FOR_USER,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                GroupOperations::listForUser);
    }

    private static Target target(AccountState state, @Nullable String name) {
        return Target.of(state, Kind.GROUP, requireNonNull(name));
    }

    private static CreateGroupResponse create(AccountChange change, Call call, CreateGroupRequest request) {
        Identity group = Identities.create(change, Kind.GROUP, request.path(), request.groupName(), MAX_GROUPS);
        change.put(group);
        return CreateGroupResponse.builder().group(Shown.group(group)).build();
    }

    private static GetGroupResponse read(AccountState state, Call call, GetGroupRequest request) {
        Identity group = Found.group(state, request.groupName());
        Page<Identity> page = Page.of(state.members(group), Identity::name, request.marker(), request.maxItems());
        return GetGroupResponse.builder()
                .group(Shown.group(group))
                .users(page.elements().stream().map(Shown::listed).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static Unit update(AccountChange change, Call call, UpdateGroupRequest request) {
        Identity group = Found.group(change.state(), request.groupName());
        change.put(Identities.renamed(change.state(), group, request.newGroupName(), request.newPath()));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Call call, DeleteGroupRequest request) {
        Identity group = Found.group(change.state(), request.groupName());
        if (!change.state().members(group).isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must remove users from group first.");
        }
        Identities.requireNoPolicies(group);
        change.remove(group);
        return Unit.UNIT;
    }

    private static ListGroupsResponse list(AccountState state, Call call, ListGroupsRequest request) {
        Page<Identity> page =
                Identities.page(state, Kind.GROUP, request.pathPrefix(), request.marker(), request.maxItems());
        return ListGroupsResponse.builder()
                .groups(page.elements().stream().map(Shown::group).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static Unit add(AccountChange change, Call call, AddUserToGroupRequest request) {
        Identity group = Found.group(change.state(), request.groupName());
        Identity user = Found.user(change.state(), request.userName());
        if (user.groups().contains(group.id())) {
            return Unit.UNIT;
        }
        if (user.groups().size() >= MAX_GROUPS_OF_USER) {
            throw IamErrors.quota("GroupsPerUser", MAX_GROUPS_OF_USER);
        }
        List<String> groups = new ArrayList<>(user.groups());
        groups.add(group.id());
        change.put(user.withGroups(groups));
        return Unit.UNIT;
    }

    private static Unit remove(AccountChange change, Call call, RemoveUserFromGroupRequest request) {
        Identity group = Found.group(change.state(), request.groupName());
        Identity user = Found.user(change.state(), request.userName());
        List<String> groups = new ArrayList<>(user.groups());
        if (groups.remove(group.id())) {
            change.put(user.withGroups(groups));
        }
        return Unit.UNIT;
    }

    private static ListGroupsForUserResponse listForUser(
            AccountState state, Call call, ListGroupsForUserRequest request) {
        Identity user = Found.user(state, request.userName());
        Page<Identity> page = Page.of(state.groups(user), Identity::name, request.marker(), request.maxItems());
        return ListGroupsForUserResponse.builder()
                .groups(page.elements().stream().map(Shown::group).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}

package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_USER;
import static dev.gramme.model.iam.Operations.DELETE_USER;
import static dev.gramme.model.iam.Operations.GET_USER;
import static dev.gramme.model.iam.Operations.LIST_USERS;
import static dev.gramme.model.iam.Operations.UPDATE_USER;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.CreateUserRequest;
import dev.gramme.model.iam.CreateUserResponse;
import dev.gramme.model.iam.DeleteUserRequest;
import dev.gramme.model.iam.GetUserRequest;
import dev.gramme.model.iam.GetUserResponse;
import dev.gramme.model.iam.ListUsersRequest;
import dev.gramme.model.iam.ListUsersResponse;
import dev.gramme.model.iam.UpdateUserRequest;
import dev.gramme.model.iam.User;
import java.time.Instant;
import java.util.List;

/** Operations on users. */
final class UserOperations {
    static final int MAX_USERS = 5_000;

    private UserOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                CREATE_USER,
                (state, call, request) -> Identities.created(
                                state, Kind.USER, request.path(), requireNonNull(request.userName()))
                        .giving(Tags.asked(request.tags()))
                        .with("iam:permissionsboundary", request.permissionsBoundary()),
                UserOperations::create);
        actions.reads(
                GET_USER,
                (state, call, request) -> Found.userTarget(state, call, request.userName()),
                UserOperations::read);
        actions.writes(
                UPDATE_USER,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                UserOperations::update);
        actions.writes(
                DELETE_USER,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                UserOperations::delete);
        actions.reads(
                LIST_USERS,
                (state, call, request) -> Identities.listed(state, Kind.USER, request.pathPrefix()),
                UserOperations::list);
    }

    private static CreateUserResponse create(AccountChange change, Call call, CreateUserRequest request) {
        Identity user = Identities.create(change, Kind.USER, request.path(), request.userName(), MAX_USERS)
                .withTags(Tags.of(request.tags()))
                .withBoundary(Attachments.boundary(change.state(), request.permissionsBoundary()));
        change.put(user);
        return CreateUserResponse.builder().user(Shown.user(user)).build();
    }

    private static GetUserResponse read(AccountState state, Call call, GetUserRequest request) {
        Identity user = Found.userOrSelf(state, call, request.userName());
        return GetUserResponse.builder()
                .user(user == null ? root(state) : Shown.user(user))
                .build();
    }

    private static User root(AccountState state) {
        return User.builder()
                .path("/")
                .userId(state.accountId())
                .arn(Caller.rootArn(state.accountId()))
                .createDate(Instant.EPOCH)
                .build();
    }

    private static Unit update(AccountChange change, Call call, UpdateUserRequest request) {
        Identity user = Found.user(change.state(), request.userName());
        change.put(Identities.renamed(change.state(), user, request.newUserName(), request.newPath()));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Call call, DeleteUserRequest request) {
        Identity user = Found.user(change.state(), request.userName());
        Identities.requireNoPolicies(user);
        if (!user.groups().isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must remove users from group first.");
        }
        if (!change.state().keys(user.id()).isEmpty()) {
            throw new DynamoException(
                    ErrorCode.DELETE_CONFLICT, "Cannot delete entity, must delete access keys first.");
        }
        change.remove(user);
        return Unit.UNIT;
    }

    private static ListUsersResponse list(AccountState state, Call call, ListUsersRequest request) {
        Page<Identity> page =
                Identities.page(state, Kind.USER, request.pathPrefix(), request.marker(), request.maxItems());
        List<User> users = page.elements().stream().map(Shown::listed).toList();
        return ListUsersResponse.builder()
                .users(users)
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}

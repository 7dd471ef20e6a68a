package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.DELETE_ROLE_PERMISSIONS_BOUNDARY;
import static dev.gramme.model.iam.Operations.DELETE_USER_PERMISSIONS_BOUNDARY;
import static dev.gramme.model.iam.Operations.PUT_ROLE_PERMISSIONS_BOUNDARY;
import static dev.gramme.model.iam.Operations.PUT_USER_PERMISSIONS_BOUNDARY;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.model.Unit;
import org.jspecify.annotations.Nullable;

/** Operations on what users and roles may have at most. */
final class BoundaryOperations {
    private BoundaryOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                PUT_USER_PERMISSIONS_BOUNDARY,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName()))
                        .with("iam:permissionsboundary", request.permissionsBoundary()),
                (change, call, request) ->
                        put(change, Found.user(change.state(), request.userName()), request.permissionsBoundary()));
        actions.writes(
                PUT_ROLE_PERMISSIONS_BOUNDARY,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName()))
                        .with("iam:permissionsboundary", request.permissionsBoundary()),
                (change, call, request) ->
                        put(change, Found.role(change.state(), request.roleName()), request.permissionsBoundary()));
        actions.writes(
                DELETE_USER_PERMISSIONS_BOUNDARY,
                (state, call, request) -> Target.of(state, Kind.USER, requireNonNull(request.userName())),
                (change, call, request) -> delete(change, Found.user(change.state(), request.userName())));
        actions.writes(
                DELETE_ROLE_PERMISSIONS_BOUNDARY,
                (state, call, request) -> Target.of(state, Kind.ROLE, requireNonNull(request.roleName())),
                (change, call, request) -> delete(change, Found.role(change.state(), request.roleName())));
    }

    private static Unit put(AccountChange change, Identity identity, @Nullable String arn) {
        change.put(identity.withBoundary(Attachments.boundary(change.state(), requireNonNull(arn))));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Identity identity) {
        if (identity.boundary() == null) {
            throw IamErrors.noSuch("permissions boundary of " + identity.kind().word(), identity.name());
        }
        change.put(identity.withBoundary(null));
        return Unit.UNIT;
    }
}

package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_ROLE;
import static dev.gramme.model.iam.Operations.DELETE_ROLE;
import static dev.gramme.model.iam.Operations.GET_ROLE;
import static dev.gramme.model.iam.Operations.LIST_ROLES;
import static dev.gramme.model.iam.Operations.UPDATE_ASSUME_ROLE_POLICY;
import static dev.gramme.model.iam.Operations.UPDATE_ROLE;
import static dev.gramme.model.iam.Operations.UPDATE_ROLE_DESCRIPTION;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.LastUses;
import dev.gramme.database.identity.PolicyText;
import dev.gramme.database.identity.RoleTerms;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.CreateRoleRequest;
import dev.gramme.model.iam.CreateRoleResponse;
import dev.gramme.model.iam.DeleteRoleRequest;
import dev.gramme.model.iam.GetRoleRequest;
import dev.gramme.model.iam.GetRoleResponse;
import dev.gramme.model.iam.ListRolesRequest;
import dev.gramme.model.iam.ListRolesResponse;
import dev.gramme.model.iam.RoleLastUsed;
import dev.gramme.model.iam.UpdateAssumeRolePolicyRequest;
import dev.gramme.model.iam.UpdateRoleDescriptionRequest;
import dev.gramme.model.iam.UpdateRoleDescriptionResponse;
import dev.gramme.model.iam.UpdateRoleRequest;
import dev.gramme.model.iam.UpdateRoleResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Operations on roles. */
final class RoleOperations {
    static final int MAX_ROLES = 1_000;
    static final int MAX_TRUST_CHARACTERS = 2_048;
    private static final int DEFAULT_SESSION_SECONDS = 3_600;

    private RoleOperations() {}

    static void addTo(Actions actions, LastUses lastUses) {
        actions.writes(
                CREATE_ROLE,
                (state, call, request) -> Identities.created(
                                state, Kind.ROLE, request.path(), requireNonNull(request.roleName()))
                        .giving(Tags.asked(request.tags()))
                        .with("iam:permissionsboundary", request.permissionsBoundary()),
                RoleOperations::create);
        actions.reads(
                GET_ROLE,
                (state, call, request) -> target(state, request.roleName()),
                (state, call, request) -> read(state, lastUses, request));
        actions.writes(
                UPDATE_ROLE, (state, call, request) -> target(state, request.roleName()), RoleOperations::update);
        actions.writes(
                UPDATE_ROLE_DESCRIPTION,
                (state, call, request) -> target(state, request.roleName()),
                RoleOperations::describe);
        actions.writes(
                UPDATE_ASSUME_ROLE_POLICY,
                (state, call, request) -> target(state, request.roleName()),
                RoleOperations::updateTrust);
        actions.writes(
                DELETE_ROLE, (state, call, request) -> target(state, request.roleName()), RoleOperations::delete);
        actions.reads(
                LIST_ROLES,
                (state, call, request) -> Identities.listed(state, Kind.ROLE, request.pathPrefix()),
                RoleOperations::list);
    }

    private static Target target(AccountState state, @Nullable String name) {
        return Target.of(state, Kind.ROLE, requireNonNull(name));
    }

    private static CreateRoleResponse create(AccountChange change, Call call, CreateRoleRequest request) {
        RoleTerms terms = new RoleTerms(
                trust(requireNonNull(request.assumeRolePolicyDocument())),
                request.description(),
                request.maxSessionDuration() == null ? DEFAULT_SESSION_SECONDS : request.maxSessionDuration());
        Identity role = Identities.create(change, Kind.ROLE, request.path(), request.roleName(), MAX_ROLES)
                .withRole(terms)
                .withTags(Tags.of(request.tags()))
                .withBoundary(Attachments.boundary(change.state(), request.permissionsBoundary()));
        change.put(role);
        return CreateRoleResponse.builder().role(Shown.role(role)).build();
    }

    private static PolicyText trust(String document) {
        PolicyText trust = Documents.parse(document, PolicyKind.TRUST);
        if (Documents.size(document) > MAX_TRUST_CHARACTERS) {
            throw IamErrors.quota("ACLSizePerRole", MAX_TRUST_CHARACTERS);
        }
        return trust;
    }

    private static GetRoleResponse read(AccountState state, LastUses lastUses, GetRoleRequest request) {
        Identity role = Found.role(state, request.roleName());
        LastUses.LastUse use = lastUses.find(role.id());
        RoleLastUsed lastUsed = use == null
                ? RoleLastUsed.builder().build()
                : RoleLastUsed.builder()
                        .lastUsedDate(Instant.ofEpochMilli(use.atMillis()))
                        .region(use.region())
                        .build();
        return GetRoleResponse.builder()
                .role(Shown.role(role).toBuilder().roleLastUsed(lastUsed).build())
                .build();
    }

    private static RoleTerms terms(Identity role) {
        return requireNonNull(role.role());
    }

    private static UpdateRoleResponse update(AccountChange change, Call call, UpdateRoleRequest request) {
        Identity role = Found.role(change.state(), request.roleName());
        RoleTerms terms = terms(role);
        change.put(role.withRole(new RoleTerms(
                terms.trust(),
                request.description() == null ? terms.description() : request.description(),
                request.maxSessionDuration() == null ? terms.maxSessionSeconds() : request.maxSessionDuration())));
        return UpdateRoleResponse.builder().build();
    }

    private static UpdateRoleDescriptionResponse describe(
            AccountChange change, Call call, UpdateRoleDescriptionRequest request) {
        Identity role = Found.role(change.state(), request.roleName());
        RoleTerms terms = terms(role);
        Identity changed =
                role.withRole(new RoleTerms(terms.trust(), request.description(), terms.maxSessionSeconds()));
        change.put(changed);
        return UpdateRoleDescriptionResponse.builder().role(Shown.role(changed)).build();
    }

    private static Unit updateTrust(AccountChange change, Call call, UpdateAssumeRolePolicyRequest request) {
        Identity role = Found.role(change.state(), request.roleName());
        RoleTerms terms = terms(role);
        change.put(role.withRole(new RoleTerms(
                trust(requireNonNull(request.policyDocument())), terms.description(), terms.maxSessionSeconds())));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Call call, DeleteRoleRequest request) {
        Identity role = Found.role(change.state(), request.roleName());
        Identities.requireNoPolicies(role);
        change.remove(role);
        return Unit.UNIT;
    }

    private static ListRolesResponse list(AccountState state, Call call, ListRolesRequest request) {
        Page<Identity> page =
                Identities.page(state, Kind.ROLE, request.pathPrefix(), request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.elements().stream().map(Shown::listedRole).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}

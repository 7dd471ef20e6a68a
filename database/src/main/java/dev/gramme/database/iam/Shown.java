package dev.gramme.database.iam;

import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.RoleTerms;
import dev.gramme.model.iam.AttachedPermissionsBoundary;
import dev.gramme.model.iam.Group;
import dev.gramme.model.iam.Role;
import dev.gramme.model.iam.User;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Identities as answers show them; lists leave out tags and boundaries, as IAM does. */
final class Shown {
    private Shown() {}

    static User user(Identity user) {
        return listed(user).toBuilder()
                .permissionsBoundary(boundary(user))
                .tags(Tags.shown(user.tags()))
                .build();
    }

    static User listed(Identity user) {
        return User.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn())
                .createDate(Instant.ofEpochMilli(user.createdMillis()))
                .build();
    }

    static Group group(Identity group) {
        return Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(Instant.ofEpochMilli(group.createdMillis()))
                .build();
    }

    static Role role(Identity role) {
        return listedRole(role).toBuilder()
                .permissionsBoundary(boundary(role))
                .tags(Tags.shown(role.tags()))
                .build();
    }

    static Role listedRole(Identity role) {
        RoleTerms terms = Objects.requireNonNull(role.role());
        return Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(Instant.ofEpochMilli(role.createdMillis()))
                .assumeRolePolicyDocument(Documents.shown(terms.trust()))
                .description(terms.description())
                .maxSessionDuration(terms.maxSessionSeconds())
                .build();
    }

    private static @Nullable AttachedPermissionsBoundary boundary(Identity identity) {
        return identity.boundary() == null
                ? null
                : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(identity.boundary())
                        .build();
    }
}

package dev.gramme.database.iam;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What users, groups and roles have in common. */
final class Identities {
    private Identities() {}

    /** What making an identity needs permission for. */
    static Target created(AccountState state, Kind kind, @Nullable String path, String name) {
        return new Target(Identity.arn(kind, state.accountId(), path == null ? "/" : path, name), Facts.NONE);
    }

    /** What listing needs permission for. */
    static Target listed(AccountState state, Kind kind, @Nullable String pathPrefix) {
        return new Target(Identity.arn(kind, state.accountId(), pathPrefix == null ? "/" : pathPrefix, ""), Facts.NONE);
    }

    /** A new identity, not yet put. */
    static Identity create(
            AccountChange change, Kind kind, @Nullable String path, @Nullable String name, int mostOfKind) {
        String newName = Names.require(kind.word() + "Name", name);
        String newPath = Names.path(path);
        requireFree(change.state(), kind, newName);
        if (change.state().all(kind).size() >= mostOfKind) {
            throw IamErrors.quota(capitalised(kind) + "sPerAccount", mostOfKind);
        }
        return Identity.of(
                kind,
                change.state().accountId(),
                newName,
                newPath,
                change.ids().next(kind.idPrefix()),
                change.nowMillis());
    }

    private static void requireFree(AccountState state, Kind kind, String name) {
        if (state.isTaken(kind, name)) {
            throw new DynamoException(
                    ErrorCode.ENTITY_ALREADY_EXISTS, capitalised(kind) + " with name " + name + " already exists.");
        }
    }

    static String capitalised(Kind kind) {
        return kind.word().substring(0, 1).toUpperCase(Locale.ROOT)
                + kind.word().substring(1);
    }

    /** With another name or path; null leaves each as it is. */
    static Identity renamed(AccountState state, Identity identity, @Nullable String newName, @Nullable String newPath) {
        String name = newName == null
                ? identity.name()
                : Names.require("new" + capitalised(identity.kind()) + "Name", newName);
        if (!name.equalsIgnoreCase(identity.name())) {
            requireFree(state, identity.kind(), name);
        }
        return identity.withName(name, newPath == null ? identity.path() : Names.path(newPath));
    }

    /** What still has policies cannot be deleted. */
    static void requireNoPolicies(Identity identity) {
        if (!identity.inline().isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must delete policies first.");
        }
        if (!identity.attached().isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must detach all policies first.");
        }
    }

    static Page<Identity> page(
            AccountState state,
            Kind kind,
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        String prefix = Names.pathPrefix(pathPrefix);
        List<Identity> all = state.all(kind).stream()
                .filter(identity -> identity.path().startsWith(prefix))
                .toList();
        return Page.of(all, Identity::name, marker, maxItems);
    }
}

package dev.gramme.database.iam;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.ManagedPolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests name, found or refused. */
final class Found {
    private Found() {}

    static Identity user(AccountState state, @Nullable String name) {
        return identity(state, Kind.USER, name);
    }

    static Identity group(AccountState state, @Nullable String name) {
        return identity(state, Kind.GROUP, name);
    }

    static Identity role(AccountState state, @Nullable String name) {
        return identity(state, Kind.ROLE, name);
    }

    static Identity identity(AccountState state, Kind kind, @Nullable String name) {
        String given = Names.require(kind.word() + "Name", name);
        Identity identity = state.find(kind, given);
        if (identity == null) {
            throw IamErrors.noSuch(kind.word(), given);
        }
        return identity;
    }

    /** The user that a request is about: the caller itself where it names none, which is null for a root. */
    static @Nullable Identity userOrSelf(AccountState state, Call call, @Nullable String name) {
        if (name != null) {
            return user(state, name);
        }
        Caller caller = call.caller();
        return switch (caller.kind()) {
            case OPEN, ROOT -> null;
            case USER -> Objects.requireNonNull(state.findId(caller.userId()));
            case ASSUMED_ROLE, FEDERATED_USER ->
                throw DynamoException.validation("Must specify userName when calling with non-User credentials");
        };
    }

    /** What a request about a user, or about its caller, needs permission for. */
    static Target userTarget(AccountState state, Call call, @Nullable String name) {
        if (name != null) {
            return Target.of(state, Kind.USER, name);
        }
        Identity self = call.caller().kind() == Caller.Kind.USER
                ? state.findId(call.caller().userId())
                : null;
        return self == null ? new Target(Caller.rootArn(call.accountId()), Facts.NONE) : Target.of(self);
    }

    static ManagedPolicy policy(AccountState state, @Nullable String arn) {
        ManagedPolicy policy = state.policy(Names.policyArn(arn));
        if (policy == null) {
            throw IamErrors.noSuchPolicy(Names.policyArn(arn));
        }
        return policy;
    }

    /** A policy of the account's own, which alone may be changed. */
    static ManagedPolicy ownPolicy(AccountState state, @Nullable String arn) {
        ManagedPolicy policy = policy(state, arn);
        if (policy.accountId().equals(ManagedPolicy.AWS)) {
            throw IamErrors.invalidInput("Cannot perform the operation on AWS managed policy " + policy.arn() + ".");
        }
        return policy;
    }
}

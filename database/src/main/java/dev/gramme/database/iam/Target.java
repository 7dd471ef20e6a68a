package dev.gramme.database.iam;

import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.ManagedPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is done to.
 *
 * @param arn {@code *} where the action knows no resources
 * @param facts what conditions may ask of it
 */
record Target(String arn, Facts facts) {
    /** For actions that know no resources. */
    static final Target ANY = new Target("*", Facts.NONE);

    /** An identity; one that is not there is taken to have no path. */
    static Target of(AccountState state, Identity.Kind kind, String name) {
        Identity found = state.find(kind, name);
        return found == null ? new Target(Identity.arn(kind, state.accountId(), "/", name), Facts.NONE) : of(found);
    }

    static Target of(Identity identity) {
        Facts facts = Facts.NONE.withTags("resource", identity.tags());
        return new Target(identity.arn(), facts.with("iam:permissionsboundary", identity.boundary()));
    }

    static Target policy(AccountState state, String arn) {
        ManagedPolicy found = state.policy(arn);
        return new Target(arn, found == null ? Facts.NONE : Facts.NONE.withTags("resource", found.tags()));
    }

    /** With one more fact; none where there is no value. */
    Target with(String key, @Nullable String value) {
        return new Target(arn, facts.with(key, value));
    }

    /** With the tags that a request gives. */
    Target giving(Map<String, String> tags) {
        return new Target(arn, facts.withTags("request", tags).withAll("aws:tagkeys", tags.keySet()));
    }

    /** With the keys of tags that a request takes away. */
    Target taking(@Nullable List<String> keys) {
        return keys == null ? this : new Target(arn, facts.withAll("aws:tagkeys", keys));
    }
}

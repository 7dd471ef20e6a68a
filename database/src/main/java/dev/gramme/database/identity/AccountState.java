package dev.gramme.database.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything an account has of identities and policies, at one moment. Immutable: what is derived of it is valid for as
 * long as it is the account's state, and is kept with it.
 */
public final class AccountState {
    /** Beyond it, what was derived is forgotten and derived again. */
    private static final int MAX_DERIVED = 10_000;

    private final String accountId;
    private final AccountRecord record;
    private final NavigableMap<String, Identity> identities;
    private final Map<String, Identity> byId;
    private final NavigableMap<String, ManagedPolicy> policies;
    private final NavigableMap<String, AccessKey> keys;
    private final NavigableMap<String, OidcProvider> providers;
    private final Map<String, Credentials> credentials = new ConcurrentHashMap<>();
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();

    AccountState(
            String accountId,
            AccountRecord record,
            NavigableMap<String, Identity> identities,
            Map<String, Identity> byId,
            NavigableMap<String, ManagedPolicy> policies,
            NavigableMap<String, AccessKey> keys,
            NavigableMap<String, OidcProvider> providers) {
        this.accountId = accountId;
        this.record = record;
        this.identities = identities;
        this.byId = byId;
        this.policies = policies;
        this.keys = keys;
        this.providers = providers;
    }

    /** An account that has nothing. */
    static AccountState empty(String accountId) {
        return new AccountState(
                accountId,
                AccountRecord.first(accountId),
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    public String accountId() {
        return accountId;
    }

    AccountRecord record() {
        return record;
    }

    /** Another name of the account; null for none. */
    public @Nullable String alias() {
        return record.alias();
    }

    /** The identity of a name. */
    public @Nullable Identity find(Identity.Kind kind, String name) {
        Identity found = identities.get(Identity.place(kind, name));
        return found != null && found.name().equals(name) ? found : null;
    }

    /** Whether a name can no longer be given; upper and lower case make no difference. */
    public boolean isTaken(Identity.Kind kind, String name) {
        return identities.containsKey(Identity.place(kind, name));
    }

    /** The identity of a unique id, such as {@code AIDA...}. */
    public @Nullable Identity findId(String id) {
        return byId.get(id);
    }

    /** The identity of an ARN. */
    public @Nullable Identity findArn(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        for (Identity.Kind kind : Identity.Kind.values()) {
            Identity found = find(kind, name);
            if (found != null && found.arn().equals(arn)) {
                return found;
            }
        }
        return null;
    }

    /** All of a kind, by their names. */
    public Collection<Identity> all(Identity.Kind kind) {
        String from = Identity.place(kind, "");
        return Collections.unmodifiableCollection(
                identities.subMap(from, from + Character.MAX_VALUE).values());
    }

    /** The members of a group, by their names. */
    public List<Identity> members(Identity group) {
        return all(Identity.Kind.USER).stream()
                .filter(user -> user.groups().contains(group.id()))
                .toList();
    }

    /** The groups a user is in, in the order of joining. */
    public List<Identity> groups(Identity user) {
        List<Identity> groups = new ArrayList<>();
        for (String id : user.groups()) {
            Identity group = byId.get(id);
            if (group != null) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** The account's own policies, by their names. */
    public Collection<ManagedPolicy> policies() {
        return Collections.unmodifiableCollection(policies.values());
    }

    /** Whether a policy's name can no longer be given. */
    public boolean isPolicyTaken(String name) {
        return policies.containsKey(ManagedPolicy.place(name));
    }

    /** A policy that may be attached here: the account's own, or one of AWS. */
    public @Nullable ManagedPolicy policy(String arn) {
        ManagedPolicy own = policies.get(ManagedPolicy.place(arn.substring(arn.lastIndexOf('/') + 1)));
        return own != null && own.arn().equals(arn) ? own : AwsPolicies.find(arn);
    }

    /** Those a policy is attached to. */
    public List<Identity> attachedTo(String policyArn) {
        return identities.values().stream()
                .filter(identity -> identity.attached().contains(policyArn))
                .toList();
    }

    /** Those a policy is the boundary of. */
    public List<Identity> boundedBy(String policyArn) {
        return identities.values().stream()
                .filter(identity -> policyArn.equals(identity.boundary()))
                .toList();
    }

    /** The keys of a user; of the root where that is null. */
    public List<AccessKey> keys(@Nullable String userId) {
        return keys.values().stream()
                .filter(key -> userId == null ? key.userId() == null : userId.equals(key.userId()))
                .toList();
    }

    public @Nullable AccessKey key(String accessKeyId) {
        return keys.get(accessKeyId);
    }

    Collection<AccessKey> keys() {
        return keys.values();
    }

    public @Nullable OidcProvider provider(String arn) {
        return providers.get(arn);
    }

    public Collection<OidcProvider> providers() {
        return Collections.unmodifiableCollection(providers.values());
    }

    Map<String, Credentials> credentials() {
        return bounded(credentials);
    }

    Map<String, Principal> principals() {
        return bounded(principals);
    }

    private static <V> Map<String, V> bounded(Map<String, V> derived) {
        if (derived.size() >= MAX_DERIVED) {
            derived.clear();
        }
        return derived;
    }

    AccountState with(AccountRecord changed) {
        return new AccountState(accountId, changed, identities, byId, policies, keys, providers);
    }

    AccountState with(Identity identity) {
        Map<String, Identity> changedIds = new HashMap<>(byId);
        Identity former = changedIds.put(identity.id(), identity);
        NavigableMap<String, Identity> changed = new TreeMap<>(identities);
        if (former != null) {
            changed.remove(Identity.place(former.kind(), former.name()));
        }
        changed.put(Identity.place(identity.kind(), identity.name()), identity);
        return new AccountState(accountId, record, changed, changedIds, policies, keys, providers);
    }

    AccountState without(Identity identity) {
        Map<String, Identity> changedIds = new HashMap<>(byId);
        changedIds.remove(identity.id());
        NavigableMap<String, Identity> changed = new TreeMap<>(identities);
        changed.remove(Identity.place(identity.kind(), identity.name()));
        return new AccountState(accountId, record, changed, changedIds, policies, keys, providers);
    }

    AccountState withPolicies(Consumer<NavigableMap<String, ManagedPolicy>> change) {
        return new AccountState(accountId, record, identities, byId, changed(policies, change), keys, providers);
    }

    AccountState withKeys(Consumer<NavigableMap<String, AccessKey>> change) {
        return new AccountState(accountId, record, identities, byId, policies, changed(keys, change), providers);
    }

    AccountState withProviders(Consumer<NavigableMap<String, OidcProvider>> change) {
        return new AccountState(accountId, record, identities, byId, policies, keys, changed(providers, change));
    }

    private static <V> NavigableMap<String, V> changed(
            NavigableMap<String, V> map, Consumer<NavigableMap<String, V>> change) {
        NavigableMap<String, V> copy = new TreeMap<>(map);
        change.accept(copy);
        return copy;
    }
}

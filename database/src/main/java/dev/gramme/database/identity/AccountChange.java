package dev.gramme.database.identity;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of an account that is being made: what it says is written all at once, or not at all. */
public final class AccountChange {
    private static final byte[] GONE = new byte[0];

    private final SecretIds ids;
    private final long nowMillis;
    private final Map<Key, byte[]> writes = new LinkedHashMap<>();
    private AccountState state;

    AccountChange(AccountState state, Environment environment) {
        this.state = state;
        this.ids = new SecretIds(environment);
        // IAM shows whole seconds, and what it showed is to stay so
        this.nowMillis = environment.clockMillis() / 1000 * 1000;
    }

    /** The account as it is with what was changed so far. */
    public AccountState state() {
        return state;
    }

    /** Makes ids and secrets. */
    public SecretIds ids() {
        return ids;
    }

    /** When the change is made, in whole seconds: milliseconds since 1970. */
    public long nowMillis() {
        return nowMillis;
    }

    /** Adds an identity, or changes the one of its id. */
    public void put(Identity identity) {
        state = state.with(identity);
        writes.put(row(identity), IdentityCodec.encode(identity));
    }

    public void remove(Identity identity) {
        state = state.without(identity);
        writes.put(row(identity), GONE);
        writes.put(SystemRows.lastUse(identity.id()), GONE);
    }

    private static Key row(Identity identity) {
        return SystemRows.identity(identity.accountId(), identity.id());
    }

    /** Adds a policy, or changes the one of its name. */
    public void put(ManagedPolicy policy) {
        state = state.withPolicies(policies -> policies.put(ManagedPolicy.place(policy.name()), policy));
        writes.put(row(policy), ManagedPolicyCodec.encode(policy));
    }

    public void remove(ManagedPolicy policy) {
        state = state.withPolicies(policies -> policies.remove(ManagedPolicy.place(policy.name())));
        writes.put(row(policy), GONE);
    }

    private static Key row(ManagedPolicy policy) {
        return SystemRows.managedPolicy(policy.accountId(), policy.id());
    }

    /** Adds an access key, or changes it. */
    public void put(AccessKey key) {
        state = state.withKeys(keys -> keys.put(key.id(), key));
        writes.put(SystemRows.accessKey(key.id()), AccountCodecs.encode(key));
    }

    public void remove(AccessKey key) {
        state = state.withKeys(keys -> keys.remove(key.id()));
        writes.put(SystemRows.accessKey(key.id()), GONE);
        writes.put(SystemRows.lastUse(key.id()), GONE);
    }

    /** Adds a provider, or changes it. */
    public void put(OidcProvider provider) {
        state = state.withProviders(providers -> providers.put(provider.arn(), provider));
        writes.put(SystemRows.oidcProvider(provider.accountId(), provider.host()), AccountCodecs.encode(provider));
    }

    public void remove(OidcProvider provider) {
        state = state.withProviders(providers -> providers.remove(provider.arn()));
        writes.put(SystemRows.oidcProvider(provider.accountId(), provider.host()), GONE);
    }

    /** Gives the account another name, or none. */
    public void alias(@Nullable String alias) {
        put(state.record().withAlias(alias));
    }

    private void put(AccountRecord record) {
        state = state.with(record);
        writes.put(SystemRows.account(record.accountId()), AccountCodecs.encode(record));
    }

    /** Closes the change with the account's next revision; what it returns is to be written. */
    Map<Key, byte[]> finish() {
        if (!writes.isEmpty()) {
            put(state.record().next());
        }
        return writes;
    }

    /** Whether a row is to be deleted. */
    static boolean isGone(byte[] write) {
        return write.length == 0;
    }
}

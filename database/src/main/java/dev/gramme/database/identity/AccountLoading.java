package dev.gramme.database.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Puts accounts together from their records. */
final class AccountLoading {
    private final Map<String, Parts> accounts = new TreeMap<>();

    /** What has been read of an account. */
    private static final class Parts {
        private AccountRecord record;
        private final TreeMap<String, Identity> identities = new TreeMap<>();
        private final Map<String, Identity> byId = new HashMap<>();
        private final TreeMap<String, ManagedPolicy> policies = new TreeMap<>();
        private final TreeMap<String, AccessKey> keys = new TreeMap<>();
        private final TreeMap<String, OidcProvider> providers = new TreeMap<>();

        private Parts(String accountId) {
            record = AccountRecord.first(accountId);
        }
    }

    void account(byte[] encoded) {
        AccountRecord record = AccountCodecs.account(encoded);
        parts(record.accountId()).record = record;
    }

    void accessKey(byte[] encoded) {
        AccessKey key = AccountCodecs.accessKey(encoded);
        parts(key.accountId()).keys.put(key.id(), key);
    }

    void identity(byte[] encoded) {
        Identity identity = IdentityCodec.decode(encoded);
        Parts parts = parts(identity.accountId());
        parts.identities.put(Identity.place(identity.kind(), identity.name()), identity);
        parts.byId.put(identity.id(), identity);
    }

    void policy(byte[] encoded) {
        ManagedPolicy policy = ManagedPolicyCodec.decode(encoded);
        parts(policy.accountId()).policies.put(ManagedPolicy.place(policy.name()), policy);
    }

    void provider(byte[] encoded) {
        OidcProvider provider = AccountCodecs.provider(encoded);
        parts(provider.accountId()).providers.put(provider.arn(), provider);
    }

    private Parts parts(String accountId) {
        return accounts.computeIfAbsent(accountId, Parts::new);
    }

    Map<String, AccountState> states() {
        Map<String, AccountState> states = new TreeMap<>();
        accounts.forEach((accountId, parts) -> states.put(
                accountId,
                new AccountState(
                        accountId,
                        parts.record,
                        parts.identities,
                        parts.byId,
                        parts.policies,
                        parts.keys,
                        parts.providers)));
        return states;
    }
}

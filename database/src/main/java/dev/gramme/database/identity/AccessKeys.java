package dev.gramme.database.identity;

/** The access keys of roots. */
public final class AccessKeys {
    private final Accounts accounts;

    public AccessKeys(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Whether the root of an account has a key. */
    public boolean hasRootKey(String accountId) {
        return !accounts.state(accountId).keys(null).isEmpty();
    }

    /** Makes the one key of an account's root, and the account where there is none; former keys are no longer valid. */
    public AccessKey renewRootKey(String accountId) {
        return accounts.change(accountId, change -> {
            change.state().keys(null).forEach(change::remove);
            AccessKey key = new AccessKey(
                    change.ids().accessKeyId(), change.ids().secret(), accountId, null, true, change.nowMillis());
            change.put(key);
            return key;
        });
    }
}

package dev.gramme.database.identity;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an account as a whole.
 *
 * @param revision grows with every change of anything in the account
 * @param alias null for none
 */
record AccountRecord(
        String accountId, long revision, @Nullable String alias) {
    static AccountRecord first(String accountId) {
        return new AccountRecord(accountId, 0, null);
    }

    AccountRecord withAlias(@Nullable String changed) {
        return new AccountRecord(accountId, revision, changed);
    }

    AccountRecord next() {
        return new AccountRecord(accountId, revision + 1, alias);
    }
}

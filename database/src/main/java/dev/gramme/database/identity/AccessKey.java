package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;

/**
 * An access key.
 *
 * @param id 20 characters, {@code AKIA...}
 * @param secret 40 characters
 * @param owner who signs with it
 */
public record AccessKey(String id, String secret, Caller owner) {
    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of account " + owner.accountId() + "]";
    }
}

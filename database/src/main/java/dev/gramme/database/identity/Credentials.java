package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;

/**
 * What a caller signs with, and who that is.
 *
 * @param accessKeyId {@code AKIA...}, or {@code ASIA...} where it is temporary
 * @param secret 40 characters
 * @param caller who signs with it
 */
public record Credentials(String accessKeyId, String secret, Caller caller) {
    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + " of " + caller.arn() + "]";
    }
}

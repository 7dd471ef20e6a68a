package dev.gramme.database.sts;

import org.jspecify.annotations.Nullable;

/** Knows the keys that issuers of tokens sign with. Thread-safe. */
@FunctionalInterface
public interface WebIdentityKeys {
    /** No issuer is known. */
    WebIdentityKeys NONE = issuer -> null;

    /**
     * The issuer's key set, a document as in RFC 7517; asked for each token, so it should be at hand.
     *
     * @param issuer as in the claim {@code iss}: a URL
     * @return null where the issuer is not known or its keys cannot be had
     */
    byte @Nullable [] keySet(String issuer);
}

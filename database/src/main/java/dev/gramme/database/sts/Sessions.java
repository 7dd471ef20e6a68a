package dev.gramme.database.sts;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.IssuedSession;
import dev.gramme.database.identity.SecretIds;
import dev.gramme.database.identity.SessionTokens;
import dev.gramme.model.sts.Credentials;
import java.time.Instant;

/** Issues sessions: nothing of them is kept but what their tokens hold. */
final class Sessions {
    private static final String WITHOUT_MFA = "MultiFactorAuthentication failed with invalid MFA one time pass code.";

    private final Accounts accounts;
    private final SessionTokens tokens;
    private final Environment environment;
    private final SecretIds ids;

    Sessions(Accounts accounts, SessionTokens tokens, Environment environment) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.environment = environment;
        this.ids = new SecretIds(environment);
    }

    Accounts accounts() {
        return accounts;
    }

    /** When a session that is issued now begins: milliseconds since 1970, in whole seconds. */
    long nowMillis() {
        return environment.clockMillis() / 1000 * 1000;
    }

    /** Keys for a session of this account. */
    String newKeyId(String accountId) {
        return ids.temporaryKeyId(accountId);
    }

    String newSecret() {
        return ids.secret();
    }

    /** What a session is used with. */
    Credentials credentials(IssuedSession session) {
        return Credentials.builder()
                .accessKeyId(session.accessKeyId())
                .secretAccessKey(session.secret())
                .sessionToken(tokens.seal(session))
                .expiration(Instant.ofEpochMilli(session.expiresMillis()))
                .build();
    }

    /** Nobody has a second factor here. */
    static void requireNoFactor(boolean given) {
        if (given) {
            throw new DynamoException(ErrorCode.ACCESS_DENIED, WITHOUT_MFA);
        }
    }
}

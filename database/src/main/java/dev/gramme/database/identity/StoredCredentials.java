package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Credentials of all accounts: of lasting access keys, and of temporary ones that come with their session tokens. */
public final class StoredCredentials implements CredentialSource {
    /** Beyond it, all opened tokens are forgotten and opened again. */
    private static final int MAX_OPENED = 10_000;

    private final Accounts accounts;
    private final SessionTokens tokens;
    private final Environment environment;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    /**
     * A token that was opened.
     *
     * @param state of its account when that was done: the credentials are right for as long as it is the same
     */
    private record Opened(String token, long expiresMillis, AccountState state, Credentials credentials) {}

    public StoredCredentials(Accounts accounts, SessionTokens tokens, Environment environment) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.environment = environment;
    }

    @Override
    public @Nullable Credentials find(String accessKeyId, @Nullable String sessionToken) {
        return sessionToken == null ? lasting(accessKeyId) : temporary(accessKeyId, sessionToken);
    }

    private @Nullable Credentials lasting(String accessKeyId) {
        String accountId = accounts.accountOfKey(accessKeyId);
        if (accountId == null) {
            return null;
        }
        AccountState state = accounts.state(accountId);
        Credentials known = state.credentials().get(accessKeyId);
        if (known != null) {
            return known;
        }
        Credentials found = of(state, accessKeyId);
        if (found != null) {
            state.credentials().put(accessKeyId, found);
        }
        return found;
    }

    private static @Nullable Credentials of(AccountState state, String accessKeyId) {
        AccessKey key = state.key(accessKeyId);
        if (key == null || !key.active()) {
            return null;
        }
        String userId = key.userId();
        if (userId == null) {
            return new Credentials(key.id(), key.secret(), Caller.root(state.accountId(), key.id()));
        }
        Identity user = state.findId(userId);
        return user == null
                ? null
                : new Credentials(
                        key.id(),
                        key.secret(),
                        new Caller(Caller.Kind.USER, state.accountId(), user.arn(), user.id(), key.id(), null));
    }

    private @Nullable Credentials temporary(String accessKeyId, String token) {
        Opened known = opened.get(accessKeyId);
        if (known == null || !known.token().equals(token) || !isCurrent(known.state())) {
            known = open(accessKeyId, token);
        }
        if (known == null) {
            return null;
        }
        if (known.expiresMillis() <= environment.clockMillis()) {
            throw new DynamoException(ErrorCode.EXPIRED_TOKEN, "The security token included in the request is expired");
        }
        return known.credentials();
    }

    private boolean isCurrent(AccountState state) {
        return accounts.state(state.accountId()).equals(state);
    }

    private @Nullable Opened open(String accessKeyId, String token) {
        IssuedSession session = tokens.open(token);
        if (session == null || !session.accessKeyId().equals(accessKeyId)) {
            return null;
        }
        AccountState state = accounts.state(session.accountId());
        Caller caller = session.caller(state);
        if (caller == null) {
            return null;
        }
        Opened found = new Opened(
                token, session.expiresMillis(), state, new Credentials(accessKeyId, session.secret(), caller));
        if (opened.size() >= MAX_OPENED) {
            opened.clear();
        }
        opened.put(accessKeyId, found);
        return found;
    }
}

package dev.gramme.database.sts;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Who may ask for a session of its own, and for how long. */
final class UserSessions {
    private static final int DEFAULT_SECONDS = 12 * 3_600;
    private static final int ROOT_SECONDS = 3_600;

    private UserSessions() {}

    /** Only a user or a root with a lasting key may. */
    static void requireLastingKey(Call call, String operation) {
        Caller caller = call.caller();
        boolean session = caller.session() != null
                || caller.kind() == Caller.Kind.ASSUMED_ROLE
                || caller.kind() == Caller.Kind.FEDERATED_USER;
        if (session) {
            throw new DynamoException(
                    ErrorCode.ACCESS_DENIED, "Cannot call " + operation + " with session credentials");
        }
    }

    /** The id that a session is bound to. */
    static String issuerId(Call call) {
        return call.caller().kind() == Caller.Kind.USER ? call.caller().userId() : call.accountId();
    }

    /** How long a session shall last; one of a root an hour at most, whatever was asked. */
    static int seconds(Call call, @Nullable Integer asked) {
        int seconds = asked == null ? DEFAULT_SECONDS : asked;
        return call.caller().kind() == Caller.Kind.USER ? seconds : Math.min(seconds, ROOT_SECONDS);
    }
}

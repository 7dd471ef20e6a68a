package dev.gramme.database.sts;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.RoleTerms;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A role that someone wants to assume, and the account it is of. */
record AssumedRole(AccountState state, Identity role) {
    private static final Pattern ARN = Pattern.compile("arn:aws:iam::([0-9]{12}):role/([!-~]+/)?[\\w+=,.@-]+");
    private static final int DEFAULT_SECONDS = 3_600;

    /** The role of an ARN; null where there is none. */
    static @Nullable AssumedRole find(Accounts accounts, String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw DynamoException.validation(arn + " is invalid");
        }
        AccountState state = accounts.state(matcher.group(1));
        Identity role = state.findArn(arn);
        return role == null || role.role() == null ? null : new AssumedRole(state, role);
    }

    RoleTerms terms() {
        return Objects.requireNonNull(role.role());
    }

    /** How long a session shall last. */
    int seconds(@Nullable Integer asked) {
        int seconds = asked == null ? DEFAULT_SECONDS : asked;
        if (seconds > terms().maxSessionSeconds()) {
            throw DynamoException.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return seconds;
    }
}

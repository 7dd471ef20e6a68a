package dev.gramme.database.iam;

import dev.gramme.database.api.DynamoException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names, paths and ARNs must look like; IAM says so in words of its own. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[!-~]+/");
    private static final Pattern POLICY_ARN =
            Pattern.compile("arn:aws:iam::([0-9]{12}|aws):policy/([!-~]+/)?[\\w+=,.@-]+");

    private Names() {}

    /** Checks a name; {@code member} as in {@code userName}. */
    static String require(String member, @Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw DynamoException.validation("The specified value for " + member
                    + " is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
        }
        return name;
    }

    /** Checks a path; there is one always. */
    static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        if (!PATH.matcher(path).matches()) {
            throw DynamoException.validation("The specified value for path is invalid. It must begin and end with /"
                    + " and contain only alphanumeric characters and/or / characters.");
        }
        return path;
    }

    /** Checks what paths shall begin with. */
    static String pathPrefix(@Nullable String prefix) {
        if (prefix != null && !prefix.startsWith("/")) {
            throw DynamoException.validation("The specified value for pathPrefix is invalid. It must begin with /");
        }
        return prefix == null ? "/" : prefix;
    }

    /** Checks the ARN of a policy. */
    static String policyArn(@Nullable String arn) {
        if (arn == null || !POLICY_ARN.matcher(arn).matches()) {
            throw IamErrors.invalidInput("ARN " + arn + " is not valid.");
        }
        return arn;
    }
}

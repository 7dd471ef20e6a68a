package dev.gramme.database.policy;

import dev.gramme.database.api.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The principals of a statement. Source: IAM user guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 *
 * @param negated everybody but these
 * @param aws ARNs, or {@code *}
 */
record Principals(boolean negated, List<String> aws, List<String> services, List<String> federated) {
    static final String EVERYONE = "*";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ARN = Pattern.compile("arn:aws:(iam::[0-9]{12}:(root|(user|role)/[!-)+->@-~]+)"
            + "|sts::[0-9]{12}:(assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]+|federated-user/[\\w+=,.@-]+|self))");
    private static final Pattern UNIQUE_ID = Pattern.compile("A(IDA|ROA)[A-Z0-9]{8,124}");

    /** Account ids as ARNs; null for what is no principal. */
    static @Nullable String canonical(String principal) {
        if (ACCOUNT.matcher(principal).matches()) {
            return Caller.rootArn(principal);
        }
        boolean known = principal.equals(EVERYONE)
                || ARN.matcher(principal).matches()
                || UNIQUE_ID.matcher(principal).matches();
        return known ? principal : null;
    }

    /** Whether it gives to anyone at all, known or not. */
    boolean holdsEveryone() {
        return negated || aws.contains(EVERYONE) || federated.contains(EVERYONE) || services.contains(EVERYONE);
    }

    /** How an allowing statement names the subject. */
    Reach reach(Subject subject) {
        if (negated) {
            return isAnyNamed(subject) ? Reach.NONE : Reach.DIRECT;
        }
        List<String> named = switch (subject.kind()) {
            case SERVICE -> services;
            case WEB_IDENTITY -> federated;
            default -> aws;
        };
        Reach reach = Reach.NONE;
        for (String principal : named) {
            Reach found = reach(principal, subject);
            if (found.compareTo(reach) > 0) {
                reach = found;
            }
        }
        return reach == Reach.NONE && aws.contains(EVERYONE) ? Reach.DIRECT : reach;
    }

    private static Reach reach(String principal, Subject subject) {
        if (principal.equals(EVERYONE) || principal.equals(subject.arn()) || principal.equals(subject.userId())) {
            return Reach.DIRECT;
        }
        String userId = subject.userId();
        boolean issuerId = subject.issuerArn() != null
                && userId.length() > principal.length()
                && userId.charAt(principal.length()) == ':'
                && userId.startsWith(principal);
        if (issuerId || principal.equals(subject.issuerArn())) {
            return Reach.ISSUER;
        }
        return principal.equals(subject.rootArn()) ? Reach.ACCOUNT : Reach.NONE;
    }

    /** Whether a denying statement is about the subject. */
    boolean denies(Subject subject) {
        return negated ? !isWhollyNamed(subject) : reach(subject) != Reach.NONE;
    }

    private boolean isAnyNamed(Subject subject) {
        return levels(subject).stream().anyMatch(this::names);
    }

    /** To leave someone out of a denial, the account, the role and the session must all be named. */
    private boolean isWhollyNamed(Subject subject) {
        return levels(subject).stream().allMatch(this::names);
    }

    private boolean names(String level) {
        return aws.contains(EVERYONE) || aws.contains(level) || services.contains(level) || federated.contains(level);
    }

    private static List<String> levels(Subject subject) {
        List<String> levels = new ArrayList<>();
        levels.add(subject.arn());
        String issuer = subject.issuerArn();
        if (issuer != null) {
            levels.add(issuer);
        }
        String root = subject.rootArn();
        if (root != null) {
            levels.add(root);
        }
        return levels;
    }
}

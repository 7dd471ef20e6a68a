package dev.gramme.database.resource;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a statement gives to anybody at all. It does where its principal is {@code *}, unless it asks for a fixed
 * value of something that tells who calls or from where. Source: developer guide, "Blocking public access with
 * resource-based policies in DynamoDB".
 */
final class PublicAccess {
    private static final String EVERYONE = "*";
    private static final String IS_SERVICE = "aws:principalisawsservice";
    private static final Set<String> TRUSTED_KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:userid",
            "aws:principalservicename",
            "aws:principalservicenameslist",
            IS_SERVICE,
            "aws:ec2instancesourcevpc",
            "aws:sourceorgid",
            "aws:sourceorgpaths");
    /** Operators that ask for what is written; all others leave most callers in. */
    private static final Set<String> FIXED = Set.of(
            "stringequals",
            "stringequalsignorecase",
            "stringlike",
            "arnequals",
            "arnlike",
            "bool",
            "foranyvalue:stringequals",
            "foranyvalue:stringlike");

    private PublicAccess() {}

    static boolean isGranted(StatementText statement) {
        boolean everyone = statement.notPrincipal()
                || statement.principals().values().stream().anyMatch(ids -> ids.contains(EVERYONE));
        return statement.allows() && everyone && !isRestricted(statement);
    }

    private static boolean isRestricted(StatementText statement) {
        return statement.conditions().entrySet().stream()
                .filter(operator -> FIXED.contains(operator.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(operator -> operator.getValue().entrySet().stream())
                .anyMatch(line -> isRestricting(line.getKey().toLowerCase(Locale.ROOT), line.getValue()));
    }

    private static boolean isRestricting(String key, List<String> values) {
        if (!TRUSTED_KEYS.contains(key) || values.isEmpty()) {
            return false;
        }
        return key.equals(IS_SERVICE)
                ? values.stream().allMatch("true"::equals)
                : values.stream().noneMatch(PublicAccess::isOpen);
    }

    /** Wildcards and variables may stand for anything. */
    private static boolean isOpen(String value) {
        return value.isEmpty() || value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.contains("${");
    }
}

package dev.gramme.database.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Policies decided anew from their documents for every request, in the plainest way: an oracle. It shares no code with
 * what it checks, not even the reading of JSON, and knows only what {@link RandomPolicies} writes.
 */
final class NaivePolicies {
    enum Outcome {
        ALLOWED,
        EXPLICITLY_DENIED,
        IMPLICITLY_DENIED
    }

    /** A request as plain facts; {@code issuer} is null where the caller is no session. */
    record Asked(
            String accountId,
            String arn,
            String issuer,
            boolean root,
            String action,
            String resource,
            Map<String, List<String>> context) {}

    /** Documents; null where there is none of the kind. */
    record Given(List<String> identity, String boundary, List<String> session, String resource, boolean mustAllow) {}

    private final Asked asked;

    private NaivePolicies(Asked asked) {
        this.asked = asked;
    }

    static Outcome decide(Asked asked, Given given, String resourceAccount) {
        return new NaivePolicies(asked).decide(given, resourceAccount);
    }

    private Outcome decide(Given given, String resourceAccount) {
        boolean ofRoot = asked.root || (asked.accountId + ":root").equals(afterColons(asked.issuer));
        List<String> all = new ArrayList<>(ofRoot ? List.of() : given.identity);
        if (given.boundary != null) {
            all.add(given.boundary);
        }
        if (given.session != null) {
            all.addAll(given.session);
        }
        if (given.resource != null) {
            all.add(given.resource);
        }
        if (all.stream().anyMatch(document -> applies(document, "Deny", given.boundary == null ? null : "limited"))) {
            return Outcome.EXPLICITLY_DENIED;
        }
        boolean direct = grants(given.resource, "direct");
        boolean issuer = grants(given.resource, "issuer");
        boolean account = grants(given.resource, "account");
        boolean own = ofRoot || given.identity.stream().anyMatch(document -> applies(document, "Allow", null));
        boolean limits = (given.boundary == null || applies(given.boundary, "Allow", null))
                && (given.session == null
                        || given.session.stream().anyMatch(document -> applies(document, "Allow", null)));
        boolean any = direct || issuer || account;
        boolean allowed;
        if (!asked.accountId.equals(resourceAccount)) {
            allowed = any && own && limits;
        } else if (direct) {
            allowed = true;
        } else if (issuer) {
            allowed = limits;
        } else {
            allowed = own && limits && (any || !given.mustAllow);
        }
        return allowed ? Outcome.ALLOWED : Outcome.IMPLICITLY_DENIED;
    }

    private static String afterColons(String arn) {
        return arn == null ? "" : arn.substring("arn:aws:iam::".length());
    }

    private boolean grants(String document, String how) {
        return document != null && applies(document, "Allow", how);
    }

    /** Whether some statement of this effect applies; {@code how} it must name the caller, null for in any way. */
    private boolean applies(String document, String effect, String how) {
        Map<?, ?> policy = (Map<?, ?>) new Reader(document).value();
        boolean variables = "2012-10-17".equals(policy.get("Version"));
        for (Object one : list(policy.get("Statement"))) {
            Map<?, ?> statement = (Map<?, ?>) one;
            if (statement.get("Effect").equals(effect)
                    && names(statement, effect, how)
                    && action(statement)
                    && resource(statement, variables)
                    && conditions(statement, variables)) {
                return true;
            }
        }
        return false;
    }

    private boolean names(Map<?, ?> statement, String effect, String how) {
        if (statement.containsKey("NotPrincipal")) { // only ever denies
            List<?> named = list(((Map<?, ?>) statement.get("NotPrincipal")).get("AWS")).stream()
                    .map(one -> one.equals(asked.accountId) ? rootArn() : one)
                    .toList();
            return "limited".equals(how)
                    || !(named.contains("*")
                            || (named.contains(asked.arn)
                                    && (asked.issuer == null || named.contains(asked.issuer))
                                    && named.contains(rootArn())));
        }
        Object principal = statement.get("Principal");
        if (principal == null) {
            return true;
        }
        List<?> named = principal.equals("*") ? List.of("*") : list(((Map<?, ?>) principal).get("AWS"));
        boolean direct = named.contains("*") || named.contains(asked.arn);
        boolean issuer = asked.issuer != null && named.contains(asked.issuer);
        boolean account = named.contains(rootArn()) || named.contains(asked.accountId);
        if (how == null || how.equals("limited")) {
            return direct || issuer || account;
        }
        return switch (how) {
            case "direct" -> direct || (account && asked.arn.equals(rootArn()));
            case "issuer" -> issuer || (account && rootArn().equals(asked.issuer));
            default -> account;
        };
    }

    private String rootArn() {
        return "arn:aws:iam::" + asked.accountId + ":root";
    }

    private boolean action(Map<?, ?> statement) {
        boolean negated = statement.containsKey("NotAction");
        for (Object pattern : list(statement.get(negated ? "NotAction" : "Action"))) {
            if (like(pattern.toString().toLowerCase(Locale.ROOT), asked.action.toLowerCase(Locale.ROOT))) {
                return !negated;
            }
        }
        return negated;
    }

    private boolean resource(Map<?, ?> statement, boolean variables) {
        boolean negated = statement.containsKey("NotResource");
        boolean unknown = false;
        for (Object pattern : list(statement.get(negated ? "NotResource" : "Resource"))) {
            String resolved = resolve(pattern.toString(), variables);
            unknown |= resolved == null && mayBe(pattern.toString(), asked.resource);
            if (resolved != null && arnLike(resolved, asked.resource)) {
                return !negated;
            }
        }
        return negated && !unknown;
    }

    private boolean conditions(Map<?, ?> statement, boolean variables) {
        boolean denies = statement.get("Effect").equals("Deny");
        Map<?, ?> conditions = (Map<?, ?>) statement.get("Condition");
        if (conditions == null) {
            return true;
        }
        for (Map.Entry<?, ?> operator : conditions.entrySet()) {
            for (Map.Entry<?, ?> line : ((Map<?, ?>) operator.getValue()).entrySet()) {
                List<String> values =
                        list(line.getValue()).stream().map(Object::toString).toList();
                if (!holds(operator.getKey().toString(), line.getKey().toString(), values, variables, denies)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean holds(String named, String key, List<String> values, boolean variables, boolean doubt) {
        String name = named.toLowerCase(Locale.ROOT);
        boolean forAll = name.startsWith("forallvalues:");
        boolean forAny = name.startsWith("foranyvalue:");
        name = name.substring(name.indexOf(':') + 1);
        boolean ifExists = name.endsWith("ifexists");
        name = ifExists ? name.substring(0, name.length() - "ifexists".length()) : name;
        List<String> actual = asked.context.get(key.toLowerCase(Locale.ROOT));
        if (name.equals("null")) {
            return values.contains(String.valueOf(actual == null));
        }
        boolean negated = name.contains("not");
        if (actual == null) {
            return forAll || ifExists || (negated && !forAny);
        }
        String plain = name.replace("not", "");
        int held = 0;
        for (String one : actual) {
            if (one(plain, negated, one, values, variables, doubt)) {
                held++;
            }
        }
        return forAll || (negated && !forAny) ? held == actual.size() : held > 0;
    }

    private boolean one(
            String operator, boolean negated, String actual, List<String> values, boolean variables, boolean doubt) {
        boolean unknown = false;
        for (String value : values) {
            boolean texts = operator.startsWith("string") || operator.startsWith("arn");
            String wanted = texts ? resolve(value, variables) : value;
            if (wanted == null) {
                unknown |= !operator.startsWith("arn") || mayBe(value, actual);
                continue;
            }
            boolean matches;
            try {
                matches = test(operator, wanted, actual);
            } catch (RuntimeException unreadable) {
                return doubt;
            }
            if (matches) {
                return !negated;
            }
        }
        return negated && !unknown;
    }

    private static boolean test(String operator, String wanted, String actual) {
        BiPredicate<String, String> test = switch (operator) {
            case "stringequals" -> (w, a) -> raw(w).equals(a);
            case "stringequalsignorecase" -> (w, a) -> raw(w).equalsIgnoreCase(a);
            case "stringlike" -> NaivePolicies::like;
            case "arnequals", "arnlike" -> NaivePolicies::arnLike;
            case "bool" -> (w, a) -> truth(w) == truth(a);
            case "ipaddress" -> NaivePolicies::inRange;
            default ->
                (w, a) -> {
                    boolean dates = operator.startsWith("date");
                    int order = dates
                            ? Instant.parse(a).compareTo(Instant.parse(w))
                            : Double.compare(Double.parseDouble(a), Double.parseDouble(w));
                    return switch (operator.substring(dates ? 4 : 7)) {
                        case "equals" -> order == 0;
                        case "lessthan" -> order < 0;
                        case "lessthanequals" -> order <= 0;
                        case "greaterthan" -> order > 0;
                        default -> order >= 0;
                    };
                };
        };
        return test.test(wanted, actual);
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static boolean inRange(String range, String address) {
        int slash = range.indexOf('/');
        int free = 32 - Integer.parseInt(range.substring(slash + 1));
        return number(range.substring(0, slash)) >> free == number(address) >> free;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    /** Wildcards that stand for themselves are kept apart as private characters. */
    private static final char STAR = '\uE000';

    private static final char QUESTION = '\uE001';

    private static String raw(String text) {
        return text.replace(STAR, '*').replace(QUESTION, '?');
    }

    private static boolean arnLike(String pattern, String arn) {
        if (!pattern.contains(":")) {
            return like(pattern, arn);
        }
        String[] patterns = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        for (int at = 0; at < 6; at++) {
            if (at >= parts.length || (at < patterns.length && !like(patterns[at], parts[at]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a pattern whose last part is not known may be that of an ARN: all others must fit. */
    private static boolean mayBe(String pattern, String arn) {
        return arnLike(pattern.substring(0, pattern.indexOf("table/")) + "*", arn);
    }

    private static boolean like(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '*') {
            return like(pattern.substring(1), text) || (!text.isEmpty() && like(pattern, text.substring(1)));
        }
        boolean fits =
                !text.isEmpty() && (first == '?' || raw(String.valueOf(first)).charAt(0) == text.charAt(0));
        return fits && like(pattern.substring(1), text.substring(1));
    }

    /** Null where a variable has no value. */
    private String resolve(String text, boolean variables) {
        int open = text.indexOf("${");
        if (open < 0 || !variables) {
            return text;
        }
        int close = text.indexOf('}', open);
        String rest = resolve(text.substring(close + 1), true);
        String inner = text.substring(open + 2, close);
        String value = switch (inner) {
            case "*" -> String.valueOf(STAR);
            case "?" -> String.valueOf(QUESTION);
            case "$" -> "$";
            default -> {
                String[] parts = inner.split(",");
                List<String> values = asked.context.get(parts[0].strip().toLowerCase(Locale.ROOT));
                String found = values != null && values.size() == 1 ? values.get(0) : null;
                if (found == null && parts.length > 1) {
                    found = parts[1].strip().replace("'", "");
                }
                yield found == null ? null : found.replace('*', STAR).replace('?', QUESTION);
            }
        };
        return value == null || rest == null ? null : text.substring(0, open) + value + rest;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    /** Just enough of JSON: objects, arrays and strings without escapes. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            return switch (text.charAt(at)) {
                case '{' -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    while (text.charAt(at++) != '}' && text.charAt(at) != '}') {
                        String name = string();
                        at++;
                        map.put(name, value());
                    }
                    if (text.charAt(at - 1) != '}') {
                        at++;
                    }
                    yield map;
                }
                case '[' -> {
                    List<Object> list = new ArrayList<>();
                    while (text.charAt(at++) != ']') {
                        list.add(value());
                    }
                    yield list;
                }
                default -> string();
            };
        }

        private String string() {
            int end = text.indexOf('"', at + 1);
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }
    }
}

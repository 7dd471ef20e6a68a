package dev.gramme.database.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Policies and requests of few words, so that they often meet. */
final class RandomPolicies {
    static final List<String> ACCOUNTS = List.of("111111111111", "222222222222");

    private static final List<String> ACTIONS =
            List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "kms:Decrypt");
    private static final List<String> ACTION_PATTERNS = List.of(
            "*",
            "dynamodb:*",
            "dynamodb:GetItem",
            "DynamoDB:getitem",
            "dynamodb:*Item",
            "dynamodb:?etItem",
            "kms:*",
            "dynamodb:Q*y",
            "kms:De*t");
    private static final List<String> RESOURCES = List.of(
            "arn:aws:dynamodb:us-east-1:111111111111:table/abc",
            "arn:aws:dynamodb:us-east-1:111111111111:table/ann",
            "arn:aws:dynamodb:us-east-1:111111111111:table/abc/index/i:j",
            "arn:aws:dynamodb:eu-west-1:111111111111:table/a*c",
            "arn:aws:kms:us-east-1:111111111111:key/abc");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:dynamodb:*:111111111111:table/abc",
            "arn:aws:dynamodb:us-east-1:*:table/*",
            "arn:aws:dynamodb:us-*:111111111111:table/${aws:username}",
            "arn:aws:dynamodb:*:*:table/a${*}c",
            "arn:aws:dynamodb:*:*:table/a?c",
            "arn:aws:dynamodb:*:*:*/index/*",
            "arn:aws:dynamodb:us-east-1:111111111111:*abc",
            "arn:aws:kms:*",
            "arn:aws:dynamodb:*:*:table/${x:none, 'abc'}");
    private static final List<String> KEYS =
            List.of("aws:username", "x:many", "x:number", "x:date", "x:ip", "x:arn", "x:bool", "x:none", "X:Odd");
    private static final List<String> TEXTS =
            List.of("ann", "ANN", "bob", "a*", "?nn", "*", "${aws:username}", "${x:none}", "${x:none,'ann'}", "a${*}");
    private static final List<String> NUMBERS = List.of("1", "2", "2.50", "-3", "10");
    private static final List<String> DATES =
            List.of("2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2027-01-01T00:00:00Z");
    private static final List<String> RANGES = List.of("10.0.0.0/8", "10.1.2.3/32", "10.1.0.0/17", "0.0.0.0/0");
    private static final List<String> TRUTHS = List.of("true", "false");
    private static final List<String> COMPARISONS =
            List.of("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals");

    private final Random random;

    RandomPolicies(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    String action() {
        return any(ACTIONS);
    }

    String resource() {
        return any(RESOURCES);
    }

    /** Condition keys in lower case; some are missing, some have values that their operators cannot read. */
    Map<String, List<String>> context() {
        Map<String, List<String>> context = new TreeMap<>();
        context.put("aws:username", List.of(any(List.of("ann", "bob"))));
        context.put("x:many", oneIn(2) ? List.of("ann", "bob") : List.of(any(List.of("ann", "carl")), "abc"));
        context.put("x:number", List.of(oneIn(8) ? "many" : any(NUMBERS)));
        context.put("x:date", List.of(oneIn(8) ? "today" : any(DATES)));
        context.put("x:ip", List.of(oneIn(8) ? "here" : any(List.of("10.1.2.3", "10.1.200.7", "192.168.0.1"))));
        context.put("x:arn", List.of(any(RESOURCES)));
        context.put("x:bool", List.of(oneIn(8) ? "maybe" : any(List.of("true", "false", "TRUE"))));
        context.put("x:odd", List.of("ann"));
        context.keySet().removeIf(key -> oneIn(6));
        return context;
    }

    /** A document; its principals, where it has any, are among those given. */
    String document(List<String> principals) {
        List<String> statements = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int at = 0; at < count; at++) {
            statements.add(statement(principals));
        }
        String all = count == 1 && oneIn(2) ? statements.getFirst() : "[" + String.join(",", statements) + "]";
        return "{\"Version\":\"" + (oneIn(5) ? "2008-10-17" : "2012-10-17") + "\",\"Statement\":" + all + "}";
    }

    private String statement(List<String> principals) {
        boolean denies = oneIn(4);
        StringBuilder statement = new StringBuilder("{\"Effect\":\"" + (denies ? "Deny" : "Allow") + "\"");
        if (!principals.isEmpty()) {
            boolean not = denies && oneIn(3);
            statement
                    .append(not ? ",\"NotPrincipal\":" : ",\"Principal\":")
                    .append(!not && oneIn(6) ? "\"*\"" : "{\"AWS\":" + some(principals) + "}");
        }
        statement.append(oneIn(6) ? ",\"NotAction\":" : ",\"Action\":").append(some(ACTION_PATTERNS));
        statement.append(oneIn(6) ? ",\"NotResource\":" : ",\"Resource\":").append(some(RESOURCE_PATTERNS));
        if (oneIn(2)) {
            Map<String, Map<String, String>> conditions = new TreeMap<>();
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                condition(conditions);
            }
            List<String> operators = new ArrayList<>();
            conditions.forEach((operator, lines) -> {
                List<String> texts = new ArrayList<>();
                lines.forEach((key, values) -> texts.add("\"" + key + "\":" + values));
                operators.add("\"" + operator + "\":{" + String.join(",", texts) + "}");
            });
            statement
                    .append(",\"Condition\":{")
                    .append(String.join(",", operators))
                    .append("}");
        }
        return statement.append("}").toString();
    }

    private String some(List<String> of) {
        List<String> chosen = new ArrayList<>();
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            chosen.add("\"" + any(of) + "\"");
        }
        return chosen.size() == 1 && oneIn(2) ? chosen.getFirst() : "[" + String.join(",", chosen) + "]";
    }

    private void condition(Map<String, Map<String, String>> conditions) {
        String not = oneIn(3) ? "Not" : "";
        String key = any(KEYS);
        String operator;
        List<String> values;
        switch (random.nextInt(8)) {
            case 0 -> {
                operator = "Numeric" + any(COMPARISONS);
                key = "x:number";
                values = NUMBERS;
            }
            case 1 -> {
                operator = "Date" + any(COMPARISONS);
                key = "x:date";
                values = DATES;
            }
            case 2 -> {
                operator = not + "IpAddress";
                key = "x:ip";
                values = RANGES;
            }
            case 3 -> {
                operator = "Arn" + not + any(List.of("Equals", "Like"));
                key = "x:arn";
                values = RESOURCE_PATTERNS;
            }
            case 4 -> {
                operator = "Bool";
                key = "x:bool";
                values = TRUTHS;
            }
            case 5 -> {
                conditions.computeIfAbsent("Null", none -> new TreeMap<>()).put(key, "\"" + any(TRUTHS) + "\"");
                return;
            }
            default -> {
                operator = "String" + not + any(List.of("Equals", "EqualsIgnoreCase", "Like"));
                values = TEXTS;
            }
        }
        String quantifier = oneIn(3) ? any(List.of("ForAllValues:", "ForAnyValue:")) : "";
        String name = quantifier + operator + (oneIn(5) ? "IfExists" : "");
        conditions
                .computeIfAbsent(oneIn(5) ? name.toLowerCase(java.util.Locale.ROOT) : name, none -> new TreeMap<>())
                .put(key, some(values));
    }
}

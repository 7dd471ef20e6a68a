package dev.gramme.database.policy;

import dev.gramme.database.policy.PolicyParser.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a statement must be; refuses with IAM's words. One for each document. */
final class PolicyRules {
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9.-]+");
    private static final int ARN_PARTS = 6;
    /** What trust policies know, in lower case. */
    private static final List<String> ROLE_ACTIONS = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:setcontext",
            "sts:setsourceidentity",
            "sts:tagsession");

    private final PolicyKind kind;
    private final boolean variables;
    private final Set<String> sids = new HashSet<>();

    PolicyRules(PolicyKind kind, boolean variables) {
        this.kind = kind;
        this.variables = variables;
    }

    Statement statement(Draft draft) {
        checkSid(draft.sid);
        boolean allows = "Allow".equals(draft.effect);
        if (!allows && !"Deny".equals(draft.effect)) {
            throw MalformedPolicyException.syntax();
        }
        Principals principals = principals(draft);
        Statement.Elements<Wildcard> actions = actions(draft);
        Statement.Elements<ArnPattern> resources = resources(draft);
        return new Statement(
                draft.sid, allows, principals, actions, resources, conditions(draft), draft.from, draft.to);
    }

    private void checkSid(@Nullable String sid) {
        if (sid == null) {
            return;
        }
        if (kind.isOfIam() && !SID.matcher(sid).matches()) {
            throw new MalformedPolicyException("Statement IDs (SID) must be alpha-numeric. Check that your input "
                    + "satisfies the regular expression [0-9A-Za-z]*");
        }
        if (!sid.isEmpty() && !sids.add(sid)) {
            throw new MalformedPolicyException("Statement IDs (SID) in a single policy must be unique.");
        }
    }

    private Statement.Elements<Wildcard> actions(Draft draft) {
        Statement.Elements<String> texts = element(draft, "Action", "Policy statement must contain actions.");
        List<Wildcard> actions = new ArrayList<>();
        for (String text : texts.values()) {
            checkPrefixed(text);
            Wildcard action = Statement.action(text);
            if (kind == PolicyKind.TRUST && ROLE_ACTIONS.stream().noneMatch(action::matches)) {
                throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.");
            }
            actions.add(action);
        }
        return new Statement.Elements<>(texts.negated(), actions);
    }

    private Statement.Elements<ArnPattern> resources(Draft draft) {
        if (kind == PolicyKind.TRUST) {
            for (String name : List.of("Resource", "NotResource")) {
                if (draft.elements.containsKey(name)) {
                    throw new MalformedPolicyException("Has prohibited field " + name);
                }
            }
            return new Statement.Elements<>(false, List.of(ArnPattern.of("*", false)));
        }
        Statement.Elements<String> texts = element(draft, "Resource", "Policy statement must contain resources.");
        for (String resource : texts.values()) {
            checkResource(resource);
        }
        return new Statement.Elements<>(
                texts.negated(),
                texts.values().stream()
                        .map(text -> ArnPattern.of(text, variables))
                        .toList());
    }

    /** The one of an element and its opposite that is there. */
    private static Statement.Elements<String> element(Draft draft, String name, String missing) {
        List<String> plain = draft.elements.get(name);
        List<String> opposite = draft.elements.get("Not" + name);
        if (plain != null && opposite != null) {
            throw MalformedPolicyException.syntax();
        }
        List<String> values = plain == null ? opposite : plain;
        if (values == null || values.isEmpty()) {
            throw new MalformedPolicyException(missing);
        }
        return new Statement.Elements<>(plain == null, values);
    }

    /** Actions are {@code vendor:name}, or all of them. */
    private void checkPrefixed(String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        if (colon < 0) {
            throw unprefixed();
        }
        if (action.indexOf(':', colon + 1) >= 0) {
            throw new MalformedPolicyException("Actions/Condition can contain only one colon.");
        }
        String vendor = action.substring(0, colon);
        if (!VENDOR.matcher(vendor).matches()) {
            throw new MalformedPolicyException("Vendor " + vendor + " is not valid");
        }
    }

    private static MalformedPolicyException unprefixed() {
        return new MalformedPolicyException(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }

    private static void checkResource(String resource) {
        if (resource.equals("*")) {
            return;
        }
        String[] parts = resource.split(":", ARN_PARTS);
        if (!parts[0].equals("arn")) {
            throw new MalformedPolicyException("Resource " + resource + " must be in ARN format or \"*\".");
        }
        if (parts.length < 3) {
            throw MalformedPolicyException.legacy();
        }
        if (!parts[1].equals("aws") && !parts[1].equals("*")) {
            throw new MalformedPolicyException(
                    "Partition \"" + parts[1] + "\" is not valid for resource \"" + resource + "\".");
        }
        if (!VENDOR.matcher(parts[2]).matches()) {
            throw new MalformedPolicyException("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        for (int part = 0; part < parts.length && part < ARN_PARTS - 1; part++) {
            if (Template.hasVariables(parts[part])) {
                throw MalformedPolicyException.legacy();
            }
        }
    }

    private @Nullable Principals principals(Draft draft) {
        if (!kind.namesPrincipals()) {
            if (!draft.principals.isEmpty()) {
                throw new MalformedPolicyException("Policy document should not specify a principal.");
            }
            return null;
        }
        if (draft.principals.size() > 1) {
            throw MalformedPolicyException.syntax();
        }
        if (draft.principals.isEmpty()) {
            throw new MalformedPolicyException("Missing required field Principal");
        }
        Map.Entry<String, Map<String, List<String>>> named =
                draft.principals.entrySet().iterator().next();
        boolean negated = named.getKey().startsWith("Not");
        if (negated && "Allow".equals(draft.effect)) { // would give to anyone at all but a few
            throw MalformedPolicyException.syntax();
        }
        if (negated && kind == PolicyKind.TRUST) {
            throw new MalformedPolicyException("Has prohibited field NotPrincipal");
        }
        return principals(negated, named.getValue());
    }

    private static Principals principals(boolean negated, Map<String, List<String>> named) {
        List<String> aws = new ArrayList<>();
        List<String> services = new ArrayList<>();
        List<String> federated = new ArrayList<>();
        named.forEach((type, ids) -> {
            if (ids.isEmpty()) {
                throw MalformedPolicyException.syntax();
            }
            switch (type) {
                case "AWS" -> ids.forEach(id -> aws.add(canonical(type, id)));
                case "Service" -> services.addAll(known(type, ids));
                case "Federated" -> federated.addAll(known(type, ids));
                // such ids are S3's own: nobody is one here
                case "CanonicalUser" -> known(type, ids);
                default -> throw MalformedPolicyException.syntax();
            }
        });
        if (named.isEmpty()) {
            throw MalformedPolicyException.syntax();
        }
        return new Principals(negated, List.copyOf(aws), List.copyOf(services), List.copyOf(federated));
    }

    private static String canonical(String type, String id) {
        String canonical = Principals.canonical(id);
        if (canonical == null) {
            throw invalidPrincipal(type, id);
        }
        return canonical;
    }

    private static List<String> known(String type, List<String> ids) {
        for (String id : ids) {
            if (id.isEmpty() || (id.contains("*") && !id.equals("*"))) {
                throw invalidPrincipal(type, id);
            }
        }
        return ids;
    }

    private static MalformedPolicyException invalidPrincipal(String type, String id) {
        return new MalformedPolicyException("Invalid principal in policy: \"" + type + "\":\"" + id + "\"");
    }

    private List<Condition> conditions(Draft draft) {
        List<Condition> conditions = new ArrayList<>();
        draft.conditions.forEach((operator, lines) -> lines.forEach((key, values) -> {
            if (key.indexOf(':') <= 0) {
                throw unprefixed();
            }
            conditions.add(Condition.of(operator, key, values, variables));
        }));
        draft.conditions.forEach((operator, lines) -> {
            if (lines.isEmpty()) { // the operator must be one even where it has nothing to do
                Condition.of(operator, "aws:none", List.of(), variables);
            }
        });
        return List.copyOf(conditions);
    }
}

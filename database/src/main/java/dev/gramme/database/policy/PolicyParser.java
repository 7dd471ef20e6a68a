package dev.gramme.database.policy;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents. The grammar is that of the IAM user guide, "Grammar of the IAM JSON policy language"; what
 * values may be is checked by {@link PolicyRules}.
 */
final class PolicyParser {
    private static final String NEWEST = "2012-10-17";
    private static final String OLDEST = "2008-10-17";

    private final byte[] bytes;
    private final JsonReader json;
    private final PolicyKind kind;

    private PolicyParser(byte[] bytes, PolicyKind kind) {
        this.bytes = bytes;
        this.json = new JsonReader(bytes);
        this.kind = kind;
    }

    /** A statement as it stands in the document. */
    static final class Draft {
        @Nullable
        String sid;

        @Nullable
        String effect;

        final Map<String, List<String>> elements = new LinkedHashMap<>();
        final Map<String, Map<String, List<String>>> principals = new LinkedHashMap<>();
        final Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
        /** Place of the first byte, and then of the first character, in the document. */
        int from;
        /** Behind the last. */
        int to;
    }

    static Policy parse(String document, PolicyKind kind) {
        if (document.length() > Policy.MAX_CHARACTERS) {
            throw MalformedPolicyException.syntax();
        }
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        try {
            return new PolicyParser(bytes, kind).policy(document);
        } catch (JsonException e) {
            throw e.kind() == JsonException.Kind.MALFORMED
                    ? new MalformedPolicyException("This policy contains invalid Json")
                    : MalformedPolicyException.syntax();
        }
    }

    private Policy policy(String document) {
        String version = null;
        List<Draft> drafts = null;
        Set<String> seen = new HashSet<>();
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            requireNew(seen, name);
            switch (name) {
                case "Version" -> version = json.string();
                case "Id" -> json.string();
                case "Statement" -> drafts = statements();
                default -> throw MalformedPolicyException.syntax();
            }
        }
        json.end();
        boolean variables = checkVersion(version);
        if (drafts == null || drafts.isEmpty()) {
            throw MalformedPolicyException.syntax();
        }
        PolicyRules rules = new PolicyRules(kind, variables);
        charactersOf(drafts, document);
        List<Statement> statements = new ArrayList<>();
        for (Draft draft : drafts) {
            statements.add(rules.statement(draft));
        }
        return new Policy(document, kind, statements);
    }

    /** Turns places in the bytes into places in the text; statements come one behind the other. */
    private void charactersOf(List<Draft> drafts, String document) {
        if (bytes.length == document.length()) {
            return;
        }
        int byteAt = 0;
        int characterAt = 0;
        for (Draft draft : drafts) {
            characterAt += characters(byteAt, draft.from);
            byteAt = draft.from;
            draft.from = characterAt;
            characterAt += characters(byteAt, draft.to);
            byteAt = draft.to;
            draft.to = characterAt;
        }
    }

    private int characters(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).length();
    }

    /** Whether the version has variables. */
    private boolean checkVersion(@Nullable String version) {
        if (version != null && !version.equals(NEWEST) && !version.equals(OLDEST)) {
            throw new MalformedPolicyException("The policy must contain a valid version string");
        }
        boolean newest = NEWEST.equals(version);
        if (!newest && kind == PolicyKind.MANAGED) {
            throw new MalformedPolicyException("Policy document must be version 2012-10-17 or greater.");
        }
        return newest;
    }

    private static void requireNew(Set<String> seen, String name) {
        if (!seen.add(name)) {
            throw MalformedPolicyException.syntax();
        }
    }

    private List<Draft> statements() {
        List<Draft> drafts = new ArrayList<>();
        if (json.peek() == JsonToken.OBJECT) {
            drafts.add(statement());
            return drafts;
        }
        json.beginArray();
        while (json.nextElement()) {
            drafts.add(statement());
        }
        return drafts;
    }

    private Draft statement() {
        Draft draft = new Draft();
        Set<String> seen = new HashSet<>();
        json.peek(); // steps to the first character
        draft.from = json.position();
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            requireNew(seen, name);
            switch (name) {
                case "Sid" -> draft.sid = json.string();
                case "Effect" -> draft.effect = json.string();
                case "Action", "NotAction", "Resource", "NotResource" -> draft.elements.put(name, strings());
                case "Principal", "NotPrincipal" -> draft.principals.put(name, principals());
                case "Condition" -> conditions(draft.conditions);
                default -> throw MalformedPolicyException.syntax();
            }
        }
        draft.to = json.position();
        return draft;
    }

    private Map<String, List<String>> principals() {
        Map<String, List<String>> principals = new LinkedHashMap<>();
        if (json.peek() == JsonToken.STRING) {
            if (!json.string().equals(Principals.EVERYONE)) {
                throw MalformedPolicyException.syntax();
            }
            principals.put("AWS", List.of(Principals.EVERYONE));
            return principals;
        }
        json.beginObject();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (principals.put(name, strings()) != null) {
                throw MalformedPolicyException.syntax();
            }
        }
        return principals;
    }

    private void conditions(Map<String, Map<String, List<String>>> conditions) {
        json.beginObject();
        for (String operator = json.nextField(); operator != null; operator = json.nextField()) {
            Map<String, List<String>> lines = new LinkedHashMap<>();
            json.beginObject();
            for (String key = json.nextField(); key != null; key = json.nextField()) {
                if (lines.put(key, values()) != null) {
                    throw MalformedPolicyException.syntax();
                }
            }
            if (conditions.put(operator, lines) != null) {
                throw MalformedPolicyException.syntax();
            }
        }
    }

    /** One string or several. */
    private List<String> strings() {
        if (json.peek() == JsonToken.STRING) {
            return List.of(json.string());
        }
        List<String> strings = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            strings.add(json.string());
        }
        return strings;
    }

    /** One value or several, each a string, a number or a truth value. */
    private List<String> values() {
        if (json.peek() != JsonToken.ARRAY) {
            return List.of(value());
        }
        List<String> values = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            values.add(value());
        }
        return values;
    }

    private String value() {
        return switch (json.peek()) {
            case STRING -> json.string();
            case TRUE, FALSE -> String.valueOf(json.bool());
            case NUMBER -> {
                int from = json.position();
                json.skipValue();
                yield new String(bytes, from, json.position() - from, StandardCharsets.US_ASCII);
            }
            default -> throw MalformedPolicyException.syntax();
        };
    }
}

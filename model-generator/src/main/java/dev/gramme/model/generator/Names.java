package dev.gramme.model.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names for the model's names. */
final class Names {
    /**
     * What the language does not let a record component be called, and what the generated records define themselves.
     */
    private static final Set<String> TAKEN = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "builder",
            "toBuilder",
            "validate");

    private Names() {}

    /** {@code TableName} is {@code tableName}, {@code SSESpecification} is {@code sseSpecification}. */
    static String component(String member) {
        int upper = 0;
        while (upper < member.length() && Character.isUpperCase(member.charAt(upper))) {
            upper++;
        }
        boolean wordFollows = upper < member.length() && Character.isLowerCase(member.charAt(upper));
        int lowered = wordFollows && upper > 1 ? upper - 1 : upper;
        String name = member.substring(0, lowered).toLowerCase(Locale.ROOT) + member.substring(lowered);
        return SourceVersion.isKeyword(name) || TAKEN.contains(name) ? name + "Value" : name;
    }

    /** How the live service calls a member in the path of a violation: only the first letter is lowered. */
    static String pathElement(String member) {
        return Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }

    /** {@code tableName} is {@code TABLE_NAME}. */
    static String constant(String component) {
        StringBuilder name = new StringBuilder();
        for (int index = 0; index < component.length(); index++) {
            char c = component.charAt(index);
            if (Character.isUpperCase(c) && index > 0 && !Character.isUpperCase(component.charAt(index - 1))) {
                name.append('_');
            }
            name.append(c);
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }

    /** A constant for a value of an enum: {@code NEW_IMAGE}, or {@code AES_256} for {@code aes-256}. */
    static String enumConstant(String value) {
        String name = value.replaceAll("[^A-Za-z0-9_]", "_")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** A Java string literal. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}

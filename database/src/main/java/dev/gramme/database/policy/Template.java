package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text with policy variables, such as {@code home/${aws:username}}. What a variable stands for is taken as it is:
 * wildcards in it are ordinary characters. Source: IAM user guide, "IAM policy elements: Variables and tags".
 */
final class Template {
    private final List<Piece> pieces;

    /** Part of a template. */
    private sealed interface Piece {}

    /** Stands for itself; {@code wild} with wildcards. */
    private record Plain(String text, boolean wild) implements Piece {}

    /**
     * Stands for the one value of a condition key.
     *
     * @param otherwise stands for it where the request has no such key; null where there is no default
     */
    private record Variable(String key, @Nullable String otherwise) implements Piece {}

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static boolean hasVariables(String text) {
        return text.contains("${");
    }

    /** Throws {@link MalformedPolicyException} for a variable that does not end or has no name. */
    static Template of(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw MalformedPolicyException.syntax();
            }
            pieces.add(new Plain(text.substring(at, open), true));
            pieces.add(variable(text.substring(open + 2, close)));
            at = close + 1;
        }
        pieces.add(new Plain(text.substring(at), true));
        return new Template(pieces);
    }

    private static Piece variable(String inner) {
        if (inner.equals("*") || inner.equals("?") || inner.equals("$")) {
            return new Plain(inner, false);
        }
        int comma = inner.indexOf(',');
        String name = (comma < 0 ? inner : inner.substring(0, comma)).strip();
        if (name.isEmpty()) {
            throw MalformedPolicyException.syntax();
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (comma < 0) {
            return new Variable(key, null);
        }
        String quoted = inner.substring(comma + 1).strip();
        if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
            throw MalformedPolicyException.syntax();
        }
        return new Variable(key, quoted.substring(1, quoted.length() - 1));
    }

    /** As a plain text, in which stars are stars; null where the request lacks something. */
    @Nullable
    String text(Conditions conditions) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String part = resolve(piece, conditions);
            if (part == null) {
                return null;
            }
            text.append(part);
        }
        return text.toString();
    }

    /** As a pattern; null where the request lacks something. */
    @Nullable
    Wildcard wildcard(Conditions conditions) {
        IntStream.Builder tokens = IntStream.builder();
        for (Piece piece : pieces) {
            String part = resolve(piece, conditions);
            if (part == null) {
                return null;
            }
            boolean wild = piece instanceof Plain plain && plain.wild();
            (wild ? IntStream.of(Wildcard.tokens(part)) : part.chars()).forEach(tokens::add);
        }
        return Wildcard.of(tokens.build().toArray());
    }

    private static @Nullable String resolve(Piece piece, Conditions conditions) {
        return switch (piece) {
            case Plain plain -> plain.text();
            case Variable variable -> {
                List<String> values = conditions.find(variable.key());
                yield values != null && values.size() == 1 ? values.getFirst() : variable.otherwise();
            }
        };
    }
}

package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses updates: SET, REMOVE, ADD and DELETE, each at most once. */
final class UpdateParser {
    private final TokenStream tokens;
    private final List<UpdateAction> actions = new ArrayList<>();

    private UpdateParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    static List<UpdateAction> parse(String text) {
        UpdateParser parser = new UpdateParser(new TokenStream(ExpressionKind.UPDATE, text));
        parser.clauses();
        return List.copyOf(parser.actions);
    }

    private void clauses() {
        Set<String> seen = new HashSet<>();
        do {
            Token word = tokens.peek();
            String clause = word.type() == Token.Type.WORD ? word.text().toUpperCase(Locale.ROOT) : "";
            switch (clause) {
                case "SET", "REMOVE", "ADD", "DELETE" -> tokens.take();
                default -> throw tokens.syntaxError();
            }
            do {
                action(clause);
            } while (tokens.takeIf(","));
            if (!seen.add(clause)) {
                tokens.mistake("The \"" + clause + "\" section can only be used once in an update expression;");
            }
        } while (tokens.peek().type() != Token.Type.END);
        tokens.expectEnd();
    }

    private void action(String clause) {
        Path path = tokens.path();
        switch (clause) {
            case "SET" -> set(path);
            case "REMOVE" -> actions.add(new UpdateAction.Remove(path));
            case "ADD" -> actions.add(new UpdateAction.Add(path, tokens.placeholder()));
            default -> actions.add(new UpdateAction.Delete(path, tokens.placeholder()));
        }
    }

    private void set(Path path) {
        tokens.expect("=");
        Value value = value();
        actions.add(new UpdateAction.Set(path, value.left(), value.operator(), value.right()));
    }

    /**
     * What SET gives a path.
     *
     * @param parenthesised whether parentheses stand around all of it
     */
    private record Value(
            Operand left,
            @Nullable String operator,
            @Nullable Operand right,
            boolean parenthesised) {}

    private Value value() {
        boolean parenthesised = tokens.peek().is("(");
        Value first = parenthesised ? parenthesised() : new Value(tokens.operand(), null, null, false);
        Token operator = tokens.peek();
        if (first.operator() != null || !(operator.is("+") || operator.is("-"))) {
            return first;
        }
        tokens.takeOperator();
        return new Value(first.left(), operator.text(), tokens.operand(), false);
    }

    private Value parenthesised() {
        tokens.enter();
        tokens.expect("(");
        Value inner = value();
        tokens.expect(")");
        tokens.leave();
        if (inner.parenthesised()) {
            throw tokens.redundantParentheses();
        }
        return new Value(inner.left(), inner.operator(), inner.right(), true);
    }
}

package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses updates: SET, REMOVE, ADD and DELETE, each at most once. */
final class UpdateParser {
    /** Most operators and functions in one update. */
    static final int MAX_OPERATORS = 300;

    private final TokenStream tokens;
    private final List<UpdateAction> actions = new ArrayList<>();
    private int operators;

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
        while (tokens.peek().type() != Token.Type.END) {
            Token word = tokens.peek();
            String clause = word.type() == Token.Type.WORD ? word.text().toUpperCase(Locale.ROOT) : "";
            switch (clause) {
                case "SET", "REMOVE", "ADD", "DELETE" -> tokens.take();
                default -> throw tokens.syntaxError();
            }
            if (!seen.add(clause)) {
                throw tokens.kind()
                        .invalid("The \"" + clause + "\" section can only be used once in an update expression;");
            }
            do {
                action(clause);
                count();
            } while (tokens.takeIf(","));
        }
    }

    private void count() {
        if (++operators > MAX_OPERATORS) {
            throw tokens.kind().invalid("The expression contains too many operators; the maximum is " + MAX_OPERATORS);
        }
    }

    private void action(String clause) {
        Path path = tokens.path();
        switch (clause) {
            case "SET" -> set(path);
            case "REMOVE" -> actions.add(new UpdateAction.Remove(path));
            case "ADD" -> actions.add(new UpdateAction.Add(path, tokens.operand()));
            default -> actions.add(new UpdateAction.Delete(path, tokens.operand()));
        }
    }

    private void set(Path path) {
        tokens.expect("=");
        Operand left = value();
        Token operator = tokens.peek();
        if (operator.is("+") || operator.is("-")) {
            tokens.take();
            count();
            actions.add(new UpdateAction.Set(path, left, operator.text(), value()));
        } else {
            actions.add(new UpdateAction.Set(path, left, null, null));
        }
    }

    private Operand value() {
        if (tokens.peek().is("(")) {
            tokens.take();
            tokens.enter();
            Operand inner = value();
            tokens.leave();
            tokens.expect(")");
            return inner;
        }
        return tokens.operand();
    }
}

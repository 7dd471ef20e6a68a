package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.StatementExpressions;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one statement, and what all its parts have in common: names, paths, parameters, errors. */
final class TokenStream {
    /** Deepest nesting of parentheses and functions; bounds the stack, a level of which is several calls. */
    static final int MAX_DEPTH = 100;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int parameters;
    private int operators;
    private int depth;

    TokenStream(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        if (token.type() != Token.Type.END) {
            at++;
        }
        return token;
    }

    boolean takeIf(String symbol) {
        if (peek().is(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeIfWord(String word) {
        if (peek().isWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw malformed();
        }
    }

    void expectWord(String word) {
        if (!takeIfWord(word)) {
            throw malformed();
        }
    }

    /** Nothing follows but a semicolon. */
    void expectEnd() {
        takeIf(";");
        if (peek().type() != Token.Type.END) {
            throw malformed();
        }
    }

    /** How many parameters have been met. */
    int parameters() {
        return parameters;
    }

    Operand parameter() {
        take();
        return StatementExpressions.parameter(parameters++);
    }

    /** Takes an operator or a function's name, and counts it. */
    Token takeOperator() {
        if (++operators > Expressions.MAX_OPERATORS) {
            throw DynamoException.validation(
                    "The expression contains too many operators; operator count: " + operators);
        }
        return take();
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw malformed();
        }
    }

    void leave() {
        depth--;
    }

    /**
     * The token that comes next does not belong there. The service names a keyword as such (source: public reports);
     * for the rest the statement is shown.
     */
    DynamoException malformed() {
        return malformed(peek().isKeyword() ? "Unexpected keyword" : text);
    }

    static DynamoException malformed(String what) {
        return DynamoException.validation("Statement wasn't well formed, can't be processed: " + what);
    }

    /** An error that tells where: line, column and length. */
    DynamoException invalid(String what, Token token) {
        int line = 1;
        int lineStart = 0;
        for (int index = 0; index < token.from(); index++) {
            if (text.charAt(index) == '\n') {
                line++;
                lineStart = index + 1;
            }
        }
        int column = token.from() - lineStart + 1;
        return DynamoException.validation(what + " at " + line + ":" + column + ":" + (token.to() - token.from()));
    }

    String name() {
        Token token = peek();
        if (!token.isName()) {
            throw malformed();
        }
        take();
        return token.text();
    }

    /** An attribute's name, then steps into it. */
    Path path() {
        List<Path.Step> steps = new ArrayList<>(2);
        steps.add(new Path.Field(name()));
        while (true) {
            if (peek().is(".") && !peekNext().is("*")) {
                take();
                steps.add(new Path.Field(name()));
            } else if (takeIf("[")) {
                steps.add(bracketed());
                expect("]");
            } else {
                return new Path(steps);
            }
        }
    }

    private Path.Step bracketed() {
        Token token = take();
        return switch (token.type()) {
            case STRING, QUOTED -> new Path.Field(token.text());
            case NUMBER -> new Path.Index(index(token.text(), token));
            default -> {
                if (token.is("-") && peek().type() == Token.Type.NUMBER) {
                    throw invalid(
                            "List index is not within the allowable range; index: [-" + peek().text() + "]", peek());
                }
                throw invalid("Unexpected path component", token);
            }
        };
    }

    private int index(String digits, Token token) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw invalid("List index is not within the allowable range; index: [" + digits + "]", token);
        }
    }
}

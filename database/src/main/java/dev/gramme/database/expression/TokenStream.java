package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of one expression, and what all kinds of expressions have in common: paths, operands, errors. */
final class TokenStream {
    /** Longest expression, in bytes of UTF-8. */
    static final int MAX_BYTES = 4096;
    /**
     * Deepest nesting of parentheses and functions; bounds the stack. What is nested deeper has too many operators, or
     * parentheses around nothing but parentheses.
     */
    static final int MAX_DEPTH = Expressions.MAX_OPERATORS + 1;

    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE");

    private final ExpressionKind kind;
    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;
    private int operators;
    /** The first mistake that is not one of syntax; syntax is looked at first. */
    private @Nullable DynamoException mistake;

    TokenStream(ExpressionKind kind, String text) {
        this.kind = kind;
        this.text = text;
        if (text.isEmpty()) {
            throw kind.invalid("The expression can not be empty;");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            boolean silent = kind == ExpressionKind.UPDATE || kind == ExpressionKind.PROJECTION;
            throw kind.invalid("Expression size has exceeded the maximum allowed size;"
                    + (silent ? "" : " expression size: " + bytes));
        }
        this.tokens = Lexer.tokens(text);
    }

    ExpressionKind kind() {
        return kind;
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

    boolean takeIfKeyword(String keyword) {
        if (peek().isKeyword(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes an operator or a function's name, and counts it. */
    Token takeOperator() {
        operators++;
        return take();
    }

    void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw syntaxError();
        }
    }

    /** The last word on a text: nothing follows, it has no mistake and not too many operators. */
    void expectEnd() {
        if (peek().type() != Token.Type.END) {
            throw syntaxError();
        }
        if (mistake != null) {
            throw mistake;
        }
        if (operators > Expressions.MAX_OPERATORS) {
            throw tooManyOperators();
        }
    }

    /** Notes a mistake that counts only if the syntax is right; the first of them is told. */
    void mistake(String what) {
        if (mistake == null) {
            mistake = kind.invalid(what);
        }
    }

    /** However many there are, one too many is what DynamoDB tells. */
    private DynamoException tooManyOperators() {
        return kind.invalid(
                "The expression contains too many operators; operator count: " + (Expressions.MAX_OPERATORS + 1));
    }

    DynamoException redundantParentheses() {
        return kind.invalid("The expression has redundant parentheses;");
    }

    /** The error at the token that comes next: it is shown with its neighbours. */
    DynamoException syntaxError() {
        Token wrong = peek();
        int from = at == 0 ? 0 : tokens.get(at - 1).from();
        int to = tokens.get(Math.min(tokens.size() - 1, at + 1)).to();
        return kind.invalid(
                "Syntax error; token: \"" + wrong.text() + "\", near: \"" + text.substring(from, to) + "\"");
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw operators > Expressions.MAX_OPERATORS ? tooManyOperators() : redundantParentheses();
        }
    }

    void leave() {
        depth--;
    }

    /** An attribute's name, then steps into it. */
    Path path() {
        List<Path.Step> steps = new ArrayList<>(2);
        steps.add(name());
        while (true) {
            if (takeIf(".")) {
                steps.add(name());
            } else if (peek().is("[")) {
                take();
                Token index = peek();
                if (index.type() != Token.Type.NUMBER) {
                    throw syntaxError();
                }
                take();
                expect("]");
                steps.add(new Path.Index(index(index)));
            } else {
                break;
            }
        }
        return new Path(steps);
    }

    private int index(Token token) {
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            mistake("List index is not within the allowable range; index: [" + token.text() + "]");
            return 0;
        }
    }

    private Path.Field name() {
        Token token = peek();
        if (token.type() == Token.Type.NAME_PLACEHOLDER) {
            take();
            return new Path.Field(token.text());
        }
        if (token.type() != Token.Type.WORD || isKeyword(token)) {
            throw syntaxError();
        }
        if (ReservedWords.contains(token.text())) {
            mistake("Attribute name is a reserved keyword; reserved keyword: " + token.text());
        }
        take();
        return new Path.Field(token.text());
    }

    private static boolean isKeyword(Token token) {
        return KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    /** A value placeholder, a function call or a path; parentheses may stand around it. */
    Operand operand() {
        Token token = peek();
        if (token.is("(")) {
            return parenthesised();
        }
        if (token.type() == Token.Type.VALUE_PLACEHOLDER) {
            return placeholder();
        }
        if (token.type() == Token.Type.WORD && peekNext().is("(") && !isKeyword(token)) {
            return call();
        }
        return new Operand.At(path());
    }

    Operand.Placeholder placeholder() {
        if (peek().type() != Token.Type.VALUE_PLACEHOLDER) {
            throw syntaxError();
        }
        return new Operand.Placeholder(take().text());
    }

    private Operand parenthesised() {
        enter();
        expect("(");
        boolean redundant = peek().is("(");
        Operand inner = operand();
        expect(")");
        leave();
        if (redundant) {
            throw redundantParentheses();
        }
        return inner;
    }

    private Operand.Call call() {
        enter();
        Token name = takeOperator();
        expect("(");
        List<Operand> arguments = new ArrayList<>(2);
        do {
            arguments.add(operand());
        } while (takeIf(","));
        expect(")");
        leave();
        String forbidden = Functions.forbidden(kind, name.text());
        if (forbidden != null) {
            mistake(forbidden);
        }
        return new Operand.Call(name.text(), arguments);
    }
}

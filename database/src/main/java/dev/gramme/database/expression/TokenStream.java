package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one expression, and what all kinds of expressions have in common: paths, operands, errors. */
final class TokenStream {
    /** Longest expression, in bytes of UTF-8. */
    static final int MAX_BYTES = 4096;
    /** Deepest nesting of parentheses, functions and NOTs; bounds the stack. */
    static final int MAX_DEPTH = 150;

    private final ExpressionKind kind;
    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(ExpressionKind kind, String text) {
        this.kind = kind;
        this.text = text;
        if (text.isBlank()) {
            throw kind.invalid("The expression can not be empty;");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw kind.invalid("Expression size has exceeded the maximum allowed size; expression size: " + bytes);
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

    void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw syntaxError();
        }
    }

    void expectEnd() {
        if (peek().type() != Token.Type.END) {
            throw syntaxError();
        }
    }

    /** The error at the token that comes next: it is shown with its neighbours. */
    DynamoException syntaxError() {
        Token wrong = peek();
        int from = tokens.get(Math.max(0, at - 1)).from();
        int to = tokens.get(Math.min(tokens.size() - 1, at + 1)).to();
        return kind.invalid(
                "Syntax error; token: \"" + wrong.text() + "\", near: \"" + text.substring(from, to) + "\"");
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw kind.invalid("The expression is nested too deeply;");
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
                return new Path(steps);
            }
        }
    }

    private int index(Token token) {
        if (token.text().length() > 9) {
            throw kind.invalid("List index is not within the allowable range; index: [" + token.text() + "]");
        }
        return Integer.parseInt(token.text());
    }

    private Path.Field name() {
        Token token = peek();
        if (token.type() == Token.Type.NAME_PLACEHOLDER) {
            take();
            return new Path.Field(token.text());
        }
        if (token.type() != Token.Type.WORD) {
            throw syntaxError();
        }
        if (ReservedWords.contains(token.text())) {
            throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: " + token.text());
        }
        take();
        return new Path.Field(token.text());
    }

    /** A value placeholder, a function call or a path. */
    Operand operand() {
        Token token = peek();
        if (token.type() == Token.Type.VALUE_PLACEHOLDER) {
            take();
            return new Operand.Placeholder(token.text());
        }
        if (token.type() == Token.Type.WORD && peekNext().is("(")) {
            return call();
        }
        return new Operand.At(path());
    }

    Operand.Call call() {
        enter();
        Token name = take();
        expect("(");
        List<Operand> arguments = new ArrayList<>(2);
        if (!peek().is(")")) {
            do {
                arguments.add(operand());
            } while (takeIf(","));
        }
        expect(")");
        leave();
        return new Operand.Call(name.text(), arguments);
    }
}

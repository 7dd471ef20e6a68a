package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression's text into tokens. */
final class Lexer {
    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens of a text, the last of type END. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.type() != Token.Type.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        int from = at;
        if (at == text.length()) {
            return new Token(Token.Type.END, "<EOF>", from, from);
        }
        char c = text.charAt(at);
        if (isWordStart(c) && c != '_') {
            return run(Token.Type.WORD, from);
        }
        if (isDigit(c)) {
            at++;
            // No number begins with zeros: each is a number of its own.
            while (c != '0' && at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return token(Token.Type.NUMBER, from);
        }
        if (c == '#' || c == ':') {
            at++;
            Token token = run(c == '#' ? Token.Type.NAME_PLACEHOLDER : Token.Type.VALUE_PLACEHOLDER, from);
            return token.text().length() > 1 ? token : new Token(Token.Type.UNKNOWN, token.text(), from, at);
        }
        at++;
        if ((c == '<' && at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == '>'))
                || (c == '>' && at < text.length() && text.charAt(at) == '=')) {
            at++;
        }
        return token("<>=()[],.+-".indexOf(c) >= 0 ? Token.Type.SYMBOL : Token.Type.UNKNOWN, from);
    }

    private Token run(Token.Type type, int from) {
        while (at < text.length() && (isWordStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return token(type, from);
    }

    private Token token(Token.Type type, int from) {
        return new Token(type, text.substring(from, at), from, at);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

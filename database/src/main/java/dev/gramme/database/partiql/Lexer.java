package dev.gramme.database.partiql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into tokens; passes over spaces and comments. */
final class Lexer {
    private static final List<String> DOUBLE_SYMBOLS = List.of("<<", ">>", "<=", ">=", "<>", "!=", "||");
    private static final String SYMBOLS = "<>=()[]{},.:;+-*/%";

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens of a statement, the last of type END. */
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

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private void skipSpace() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private Token next() {
        skipSpace();
        int from = at;
        if (at == text.length()) {
            return new Token(Token.Type.END, "", from, from);
        }
        char c = peek(0);
        if (c == '\'') {
            return quoted(Token.Type.STRING, c);
        }
        if (c == '"') {
            return quoted(Token.Type.QUOTED, c);
        }
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (isWordStart(c)) {
            while (isWordStart(peek(0)) || isDigit(peek(0))) {
                at++;
            }
            return token(Token.Type.WORD, from);
        }
        if (at + 2 <= text.length() && DOUBLE_SYMBOLS.contains(text.substring(at, at + 2))) {
            at += 2;
            return token(Token.Type.SYMBOL, from);
        }
        at++;
        if (c == '?') {
            return token(Token.Type.PARAMETER, from);
        }
        return token(SYMBOLS.indexOf(c) >= 0 ? Token.Type.SYMBOL : Token.Type.UNKNOWN, from);
    }

    private Token token(Token.Type type, int from) {
        return new Token(type, text.substring(from, at), from, at);
    }

    /** A quote inside is written twice. */
    private Token quoted(Token.Type type, char quote) {
        int from = at;
        StringBuilder said = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote && peek(0) != quote) {
                return new Token(type, said.toString(), from, at);
            }
            if (c == quote) {
                at++;
            }
            said.append(c);
        }
        return token(Token.Type.UNKNOWN, from);
    }

    private Token number() {
        int from = at;
        digits();
        if (peek(0) == '.') {
            at++;
            digits();
        }
        boolean signed = peek(1) == '+' || peek(1) == '-';
        if ((peek(0) == 'e' || peek(0) == 'E') && isDigit(peek(signed ? 2 : 1))) {
            at += signed ? 2 : 1;
            digits();
        }
        return token(Token.Type.NUMBER, from);
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package dev.gramme.database.partiql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text what it says: of names and strings without their quotes
 * @param from where it begins in the statement
 * @param to where the statement goes on behind it
 */
record Token(Type type, String text, int from, int to) {
    enum Type {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        PARAMETER,
        UNKNOWN,
        END
    }

    boolean is(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return type == Type.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is a word that names nothing unless quoted. */
    boolean isKeyword() {
        return type == Type.WORD && Keywords.contains(text);
    }

    boolean isName() {
        return type == Type.QUOTED || (type == Type.WORD && !isKeyword());
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}

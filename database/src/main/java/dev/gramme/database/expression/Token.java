package dev.gramme.database.expression;

/**
 * A piece of an expression's text.
 *
 * @param text as written; {@code <EOF>} at the end
 * @param from where it begins in the text
 * @param to where the text goes on behind it
 */
record Token(Type type, String text, int from, int to) {
    enum Type {
        WORD,
        NAME_PLACEHOLDER,
        VALUE_PLACEHOLDER,
        NUMBER,
        SYMBOL,
        UNKNOWN,
        END
    }

    boolean is(String symbol) {
        return type == Type.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword(String keyword) {
        return type == Type.WORD && text.equalsIgnoreCase(keyword);
    }
}

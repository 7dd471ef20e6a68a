package dev.gramme.database.expression;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what texts were parsed to: clients send the same few texts again and again. Starts afresh when it is full.
 */
public final class ParsedTexts<T> {
    private static final int CAPACITY = 1024;

    private final ConcurrentHashMap<String, T> byText = new ConcurrentHashMap<>();
    private final Function<String, T> parser;

    public ParsedTexts(Function<String, T> parser) {
        this.parser = parser;
    }

    public T get(String text) {
        T known = byText.get(text);
        if (known != null) {
            return known;
        }
        T parsed = parser.apply(text);
        if (byText.size() >= CAPACITY) {
            byText.clear();
        }
        byText.put(text, parsed);
        return parsed;
    }
}

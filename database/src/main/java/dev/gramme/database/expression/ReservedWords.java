package dev.gramme.database.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The 573 words that may not stand as attribute names in expressions (source: "Reserved words in DynamoDB"). */
final class ReservedWords {
    private static final Set<String> WORDS = load();

    private ReservedWords() {}

    private static Set<String> load() {
        try (InputStream resource = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
            if (resource == null) {
                throw new IllegalStateException("reserved-words.txt is missing from the jar");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
            return Set.of(text.strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean contains(String word) {
        return WORDS.contains(word.toUpperCase(Locale.ROOT));
    }

    static int count() {
        return WORDS.size();
    }
}

package dev.gramme.database.partiql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The words that name nothing in a statement unless they are quoted (source: DynamoDB Local). */
final class Keywords {
    private static final Set<String> WORDS = load();

    private Keywords() {}

    private static Set<String> load() {
        try (InputStream resource = Keywords.class.getResourceAsStream("keywords.txt")) {
            if (resource == null) {
                throw new IllegalStateException("keywords.txt is missing from the jar");
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
}

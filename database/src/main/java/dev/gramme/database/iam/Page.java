package dev.gramme.database.iam;

import dev.gramme.database.api.DynamoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. The marker names the last element before it, so elements may come and go between two pages.
 *
 * @param marker null where nothing follows
 */
record Page<T>(List<T> elements, @Nullable String marker) {
    private static final int DEFAULT_ITEMS = 100;

    /** Whether something follows. */
    boolean isTruncated() {
        return marker != null;
    }

    /**
     * Takes a page.
     *
     * @param key tells elements apart, without regard to case, and is what they are ordered by
     * @param marker as given by the page before; null for the first
     * @param maxItems null for IAM's own choice
     */
    static <T> Page<T> of(
            Collection<T> all, Function<T, String> key, @Nullable String marker, @Nullable Integer maxItems) {
        String after = marker == null ? null : decoded(marker);
        int most = maxItems == null ? DEFAULT_ITEMS : maxItems;
        List<T> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(key, String.CASE_INSENSITIVE_ORDER));
        List<T> elements = new ArrayList<>();
        for (T element : sorted) {
            if (after != null && String.CASE_INSENSITIVE_ORDER.compare(key.apply(element), after) <= 0) {
                continue;
            }
            if (elements.size() == most) {
                return new Page<>(List.copyOf(elements), encoded(key.apply(elements.getLast())));
            }
            elements.add(element);
        }
        return new Page<>(List.copyOf(elements), null);
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw DynamoException.validation("Invalid Marker.");
        }
    }
}

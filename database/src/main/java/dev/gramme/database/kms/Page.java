package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param marker where the next one begins; null where this is the last
 */
record Page<T>(List<T> entries, @Nullable String marker) {
    /** What a caller may ask of one list. */
    record Sizes(int usual, int most) {}

    /**
     * Cuts a page off.
     *
     * @param all in the order of their names
     * @param after the marker of the page before; null for the first
     */
    static <T> Page<T> of(
            List<T> all, Function<T, String> name, Sizes sizes, @Nullable Integer limit, @Nullable String after) {
        int size = Math.min(limit == null ? sizes.usual() : limit, sizes.most());
        String last = after == null ? "" : name(after);
        List<T> rest = all.stream()
                .filter(entry -> name.apply(entry).compareTo(last) > 0)
                .limit(size + 1L)
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> shown = rest.subList(0, size);
        byte[] utf8 = name.apply(shown.getLast()).getBytes(StandardCharsets.UTF_8);
        return new Page<>(shown, Base64.getUrlEncoder().encodeToString(utf8));
    }

    private static String name(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DynamoException(ErrorCode.KMS_INVALID_MARKER, "Invalid marker: '" + marker + "'");
        }
    }

    boolean isTruncated() {
        return marker != null;
    }
}

package dev.gramme.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request violates of its model's constraints, in the words of DynamoDB. The static methods are made for
 * generated checks: each takes what has been found so far, null while that is nothing, and returns it with its own
 * finding added. Paths are put together from the inside out, by {@link #under}.
 */
public final class Violations {
    /** Our own limit: it keeps a hostile request from filling the memory with its mistakes. */
    public static final int MAX_REPORTED = 10;

    private final List<Violation> violations = new ArrayList<>(2);

    private record Violation(String path, @Nullable String shown, String constraint) {
        @Override
        public String toString() {
            String value = shown == null ? "null" : "'" + shown + "'";
            return "Value " + value + " at '" + path + "' failed to satisfy constraint: " + constraint;
        }
    }

    private Violations() {}

    public static int count(@Nullable Violations found) {
        return found == null ? 0 : found.violations.size();
    }

    public static Violations add(@Nullable Violations found, String path, @Nullable Object value, String constraint) {
        Violations result = found == null ? new Violations() : found;
        if (result.violations.size() < MAX_REPORTED) {
            result.violations.add(new Violation(path, value == null ? null : Shown.of(value), constraint));
        }
        return result;
    }

    public static Violations missing(@Nullable Violations found, String path) {
        return add(found, path, null, "Member must not be null");
    }

    /** Length of a string in UTF-16 units. */
    public static @Nullable Violations length(@Nullable Violations found, String path, String value, int min, int max) {
        return size(found, path, value, value.length(), min, max);
    }

    /** Size of a list, a map or a string. */
    public static @Nullable Violations size(
            @Nullable Violations found, String path, Object value, int size, int min, int max) {
        if (size < min) {
            return add(found, path, value, "Member must have length greater than or equal to " + min);
        }
        if (size > max) {
            return add(found, path, value, "Member must have length less than or equal to " + max);
        }
        return found;
    }

    public static @Nullable Violations range(@Nullable Violations found, String path, long value, long min, long max) {
        if (value < min) {
            return add(found, path, value, "Member must have value greater than or equal to " + min);
        }
        if (value > max) {
            return add(found, path, value, "Member must have value less than or equal to " + max);
        }
        return found;
    }

    public static @Nullable Violations pattern(
            @Nullable Violations found, String path, String value, TextPattern pattern) {
        return pattern.matches(value)
                ? found
                : add(found, path, value, "Member must satisfy regular expression pattern: " + pattern);
    }

    public static @Nullable Violations oneOf(
            @Nullable Violations found, String path, String value, AllowedValues allowed) {
        return allowed.contains(value)
                ? found
                : add(found, path, value, "Member must satisfy enum value set: " + allowed);
    }

    /** Puts the name of the member that held them before the paths of all violations from {@code from} on. */
    public static @Nullable Violations under(@Nullable Violations found, int from, String name) {
        if (found == null) {
            return null;
        }
        for (int index = from; index < found.violations.size(); index++) {
            Violation inner = found.violations.get(index);
            String path = inner.path.isEmpty() ? name : name + "." + inner.path;
            found.violations.set(index, new Violation(path, inner.shown, inner.constraint));
        }
        return found;
    }

    public int size() {
        return violations.size();
    }

    /**
     * {@code 2 validation errors detected: Value null at 'key' failed to satisfy constraint: Member must not be null;
     * …}.
     */
    public String message() {
        int count = violations.size();
        return violations.stream()
                .map(Violation::toString)
                .collect(Collectors.joining(
                        "; ",
                        count + (count == 1 ? " validation error detected: " : " validation errors detected: "),
                        ""));
    }

    @Override
    public String toString() {
        return message();
    }
}

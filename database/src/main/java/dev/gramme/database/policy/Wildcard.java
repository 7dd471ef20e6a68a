package dev.gramme.database.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with {@code *} for any characters and {@code ?} for any one. Matching takes time in proportion to the text
 * times one 64th of the pattern, whatever either holds: it never goes back.
 */
final class Wildcard {
    /** Stands for any characters; no code point. */
    static final int ANY = -1;
    /** Stands for any one character. */
    static final int ONE = -2;

    /** What lies between the stars; one part means no star. */
    private final List<int[]> parts;
    /** Searches for the parts that are neither first nor last. */
    private final List<ShiftAnd> searches;

    private final int shortest;

    private Wildcard(List<int[]> parts) {
        this.parts = parts;
        List<ShiftAnd> middle = new ArrayList<>();
        int length = 0;
        for (int index = 0; index < parts.size(); index++) {
            length += parts.get(index).length;
            if (index > 0 && index < parts.size() - 1) {
                middle.add(new ShiftAnd(parts.get(index)));
            }
        }
        this.searches = middle;
        this.shortest = length;
    }

    /** Every {@code *} and {@code ?} of a text is a wildcard. */
    static Wildcard of(String text) {
        return of(tokens(text));
    }

    /** Characters, {@link #ANY} and {@link #ONE}. */
    static Wildcard of(int[] tokens) {
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= tokens.length; at++) {
            if (at == tokens.length || tokens[at] == ANY) {
                boolean isOuter = parts.isEmpty() || at == tokens.length;
                if (isOuter || at > from) { // several stars are one
                    parts.add(Arrays.copyOfRange(tokens, from, at));
                }
                from = at + 1;
            }
        }
        return new Wildcard(parts);
    }

    static int[] tokens(String text) {
        return text.chars()
                .map(c -> switch (c) {
                    case '*' -> ANY;
                    case '?' -> ONE;
                    default -> c;
                })
                .toArray();
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    boolean matches(String text, int from, int to) {
        int[] head = parts.getFirst();
        if (to - from < shortest || !stands(head, text, from)) {
            return false;
        }
        if (parts.size() == 1) {
            return to - from == head.length;
        }
        int[] tail = parts.getLast();
        int end = to - tail.length;
        if (!stands(tail, text, end)) {
            return false;
        }
        int at = from + head.length;
        for (ShiftAnd search : searches) {
            at = search.endOfFirst(text, at, end);
            if (at < 0) {
                return false;
            }
        }
        return at <= end;
    }

    private static boolean stands(int[] part, String text, int at) {
        for (int index = 0; index < part.length; index++) {
            if (part[index] != ONE && part[index] != text.charAt(at + index)) {
                return false;
            }
        }
        return true;
    }
}

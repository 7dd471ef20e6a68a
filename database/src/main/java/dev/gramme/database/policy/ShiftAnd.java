package dev.gramme.database.policy;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds a short text, some of whose characters may be anything, in a long one: one bit for each prefix that has been
 * seen, all moved on together (Baeza-Yates and Gonnet, 1992).
 */
final class ShiftAnd {
    private final int length;
    private final int words;
    /** For each character that is in the part: where it may stand. */
    private final Map<Integer, long[]> standsAt = new HashMap<>();
    /** Where any character may stand. */
    private final long[] anywhere;

    ShiftAnd(int[] part) {
        this.length = part.length;
        this.words = (length + Long.SIZE - 1) / Long.SIZE;
        this.anywhere = new long[words];
        for (int at = 0; at < length; at++) {
            if (part[at] == Wildcard.ONE) {
                anywhere[at / Long.SIZE] |= 1L << at;
            }
        }
        for (int at = 0; at < length; at++) {
            if (part[at] != Wildcard.ONE) {
                standsAt.computeIfAbsent(part[at], c -> anywhere.clone())[at / Long.SIZE] |= 1L << at;
            }
        }
    }

    /** Behind its first occurrence that lies within the range; negative where there is none. */
    int endOfFirst(String text, int from, int to) {
        int lastWord = (length - 1) / Long.SIZE;
        long lastBit = 1L << (length - 1);
        long[] seen = new long[words];
        for (int at = from; at < to; at++) {
            long[] mask = standsAt.getOrDefault((int) text.charAt(at), anywhere);
            long carry = 1;
            for (int word = 0; word < words; word++) {
                long moved = seen[word] << 1 | carry;
                carry = seen[word] >>> (Long.SIZE - 1);
                seen[word] = moved & mask[word];
            }
            if ((seen[lastWord] & lastBit) != 0) {
                return at + 1;
            }
        }
        return -1;
    }
}

package dev.gramme.json;

/** What valid UTF-8 is: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int b = bytes[at] & 0xFF;
            int more;
            int low = 0x80;
            int high = 0xBF;
            if (b < 0x80) {
                at++;
                continue;
            } else if (b >= 0xC2 && b <= 0xDF) {
                more = 1;
            } else if (b >= 0xE0 && b <= 0xEF) {
                more = 2;
                low = b == 0xE0 ? 0xA0 : 0x80;
                high = b == 0xED ? 0x9F : 0xBF;
            } else if (b >= 0xF0 && b <= 0xF4) {
                more = 3;
                low = b == 0xF0 ? 0x90 : 0x80;
                high = b == 0xF4 ? 0x8F : 0xBF;
            } else {
                return false;
            }
            if (to - at <= more) {
                return false;
            }
            int second = bytes[at + 1] & 0xFF;
            if (second < low || second > high) {
                return false;
            }
            for (int next = 2; next <= more; next++) {
                if ((bytes[at + next] & 0xC0) != 0x80) {
                    return false;
                }
            }
            at += more + 1;
        }
        return true;
    }

    /** Half a surrogate pair is no character and has no UTF-8. */
    static void requireWholePairs(CharSequence text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(c)) {
                throw JsonException.malformed();
            }
        }
    }
}

package dev.gramme.item;

/**
 * DynamoDB's measure of items (source: "DynamoDB item sizes and formats"): UTF-8 bytes of names and strings, about one
 * byte for two digits of a number, three bytes for a list or map and one for each element in it.
 */
final class ItemSize {
    static final int CONTAINER_BYTES = 3;
    static final int ELEMENT_BYTES = 1;

    private ItemSize() {}

    static int utf8Bytes(String text) {
        int size = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (Character.isSurrogate(c)) {
                size += 4;
                at++;
            } else {
                size += 3;
            }
        }
        return size;
    }

    /** The size of a number given in its plain form. */
    static int numberBytes(byte[] plain, int from, int to) {
        boolean negative = plain[from] == '-';
        int at = negative ? from + 1 : from;
        int point = at;
        while (point < to && plain[point] != '.') {
            point++;
        }
        int firstInt = at;
        while (firstInt < point && plain[firstInt] == '0') {
            firstInt++;
        }
        int intDigits = point - firstInt;
        int fracDigits = 0;
        if (point < to) {
            int firstFrac = point + 1;
            while (intDigits == 0 && firstFrac < to && plain[firstFrac] == '0') {
                firstFrac++;
            }
            fracDigits = to - firstFrac;
        } else {
            int last = point;
            while (last > firstInt && plain[last - 1] == '0') {
                last--;
            }
            intDigits = last - firstInt;
        }
        if (intDigits == 0 && fracDigits == 0) {
            return 1;
        }
        return 1 + (intDigits + 1) / 2 + (fracDigits + 1) / 2 + (negative ? 1 : 0);
    }
}

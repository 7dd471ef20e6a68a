package dev.gramme.server.gateway;

import java.util.concurrent.ThreadLocalRandom;

/** Request ids as DynamoDB's: 52 characters of digits and upper-case letters. */
final class RequestIds {
    private static final int LENGTH = 52;
    private static final char[] ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV".toCharArray();

    private RequestIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[LENGTH];
        long bits = 0;
        for (int at = 0; at < LENGTH; at++) {
            if (at % 12 == 0) {
                bits = random.nextLong();
            }
            id[at] = ALPHABET[(int) (bits & 31)];
            bits >>>= 5;
        }
        return new String(id);
    }
}

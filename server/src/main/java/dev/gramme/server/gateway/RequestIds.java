package dev.gramme.server.gateway;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Request ids as DynamoDB's: 52 characters of digits and upper-case letters; or as older services', UUIDs. */
final class RequestIds {
    private static final int LENGTH = 52;
    private static final char[] ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV".toCharArray();

    private RequestIds() {}

    static String uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variant = (random.nextLong() & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE;
        return new UUID(version, variant).toString();
    }

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

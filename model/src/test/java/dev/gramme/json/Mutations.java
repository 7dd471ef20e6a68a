package dev.gramme.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes in the ways that parsers stumble over. */
public final class Mutations {
    private static final byte[] TELLING =
            "{}[]\",:\\/ueE+-.0123456789tfn \t\nSNBLMOUd=".getBytes(StandardCharsets.US_ASCII);

    private Mutations() {}

    /** A damaged copy: one to three bytes or pieces changed, dropped, added, repeated, or the end cut off. */
    public static byte[] damage(byte[] source, Random random) {
        byte[] bytes = source;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(12, bytes.length - from) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> splice(bytes, from, from, new byte[] {(byte) random.nextInt(256)});
            case 1 -> splice(bytes, from, from, new byte[] {TELLING[random.nextInt(TELLING.length)]});
            case 2 -> splice(bytes, from, Math.min(from + 1, bytes.length), new byte[] {(byte) random.nextInt(256)});
            case 3 ->
                splice(bytes, from, Math.min(from + 1, bytes.length), new byte[] {
                    TELLING[random.nextInt(TELLING.length)]
                });
            case 4 -> splice(bytes, from, to, new byte[0]);
            case 5 -> splice(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, from) : splice(bytes, from, to, new byte[0]);
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}

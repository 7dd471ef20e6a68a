package dev.gramme.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds what is not plain in text that nearly always is, eight bytes at a time. */
final class PlainText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP_BITS = EACH << 7;

    private PlainText() {}

    /**
     * Where the first quote, backslash, control character or byte beyond ASCII may be: not behind it, and less than
     * eight bytes before it.
     */
    static int skip(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            if (((escapes(eight) | eight) & TOP_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** The same for quotes, backslashes and control characters only. */
    static int skipAnyUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            if ((escapes(eight) & ~eight & TOP_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /**
     * Top bits set at least where a byte must be escaped. A borrow may set the one above as well, which only costs a
     * closer look; bytes beyond ASCII are for the caller to tell.
     */
    private static long escapes(long eight) {
        long controls = eight - 0x20 * EACH;
        long quotes = (eight ^ '"' * EACH) - EACH;
        long backslashes = (eight ^ '\\' * EACH) - EACH;
        return controls | quotes | backslashes;
    }
}

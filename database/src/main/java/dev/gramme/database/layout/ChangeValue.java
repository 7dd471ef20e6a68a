package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The value of a change: one byte that tells its kind and what follows, then the item before and the item after as far
 * as they are kept, each as it was stored, sealed for the item's row. Where both are there, the length of the first (4
 * bytes, big endian) stands before them.
 *
 * @param kind {@link #INSERT}, {@link #MODIFY} or {@link #REMOVE}
 * @param byService whether DynamoDB itself made the change, since the item had expired
 */
public record ChangeValue(
        int kind,
        boolean byService,
        @Nullable Bytes before,
        @Nullable Bytes after) {
    public static final int INSERT = 0;
    public static final int MODIFY = 1;
    public static final int REMOVE = 2;

    private static final int KIND_MASK = 3;
    private static final int BY_SERVICE = 4;
    private static final int HAS_BEFORE = 8;
    private static final int HAS_AFTER = 16;
    private static final int KNOWN = KIND_MASK | BY_SERVICE | HAS_BEFORE | HAS_AFTER;

    public Bytes encode() {
        int before = this.before == null ? 0 : this.before.length();
        int after = this.after == null ? 0 : this.after.length();
        boolean both = this.before != null && this.after != null;
        ByteBuffer buffer = ByteBuffer.allocate(1 + (both ? Integer.BYTES : 0) + before + after);
        buffer.put((byte) (kind
                | (byService ? BY_SERVICE : 0)
                | (this.before == null ? 0 : HAS_BEFORE)
                | (this.after == null ? 0 : HAS_AFTER)));
        if (both) {
            buffer.putInt(before);
        }
        if (this.before != null) {
            buffer.put(this.before.array());
        }
        if (this.after != null) {
            buffer.put(this.after.array());
        }
        return Bytes.of(buffer.array());
    }

    /**
     * From bytes.
     *
     * @throws KvException.Corrupt where they are no change
     */
    public static ChangeValue decode(Bytes value) {
        ByteBuffer buffer = ByteBuffer.wrap(value.array());
        if (!buffer.hasRemaining()) {
            throw new KvException.Corrupt("A change's value is empty", null);
        }
        int head = buffer.get();
        if ((head & ~KNOWN) != 0 || (head & KIND_MASK) > REMOVE) {
            throw new KvException.Corrupt("A change's value is of no kind this version knows", null);
        }
        boolean hasBefore = (head & HAS_BEFORE) != 0;
        boolean hasAfter = (head & HAS_AFTER) != 0;
        if (hasBefore && hasAfter && buffer.remaining() < Integer.BYTES) {
            throw new KvException.Corrupt("A change's value is shorter than it says", null);
        }
        int beforeBytes = hasBefore && hasAfter ? buffer.getInt() : hasBefore ? buffer.remaining() : 0;
        if (beforeBytes < 0 || beforeBytes > buffer.remaining()) {
            throw new KvException.Corrupt("A change's value is shorter than it says", null);
        }
        Bytes before = hasBefore ? take(buffer, beforeBytes) : null;
        Bytes after = hasAfter ? take(buffer, buffer.remaining()) : null;
        if (buffer.hasRemaining()) {
            throw new KvException.Corrupt("A change's value is longer than it says", null);
        }
        return new ChangeValue(head & KIND_MASK, (head & BY_SERVICE) != 0, before, after);
    }

    private static Bytes take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Bytes.of(bytes);
    }
}

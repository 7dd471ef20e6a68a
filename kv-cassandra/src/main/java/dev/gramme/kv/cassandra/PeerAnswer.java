package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the process that commits for a partition answers: one byte each for format and kind, eight for each stamp, one
 * and perhaps 24 for who was in the way, then words for a person.
 *
 * @param stamp where it was done; 0 for none
 * @param known of the last commit that was answered here, and may be more than that; 0 where it is not known
 * @param blockedBy a prepared transaction that was in the way; null for none
 * @param message empty where it was done
 */
record PeerAnswer(
        Kind kind, long stamp, long known, @Nullable TransactionId blockedBy, String message) {
    private static final byte FORMAT = 1;

    /** What became of it. */
    enum Kind {
        DONE(0),
        CONFLICT(1),
        UNCERTAIN(2),
        /** Not done, since Cassandra does not answer or too many are waiting. */
        UNAVAILABLE(3),
        CORRUPT(4),
        /** Not understood; nothing was done. */
        REFUSED(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new KvException.Uncertain("The answer of another process is of an unknown kind", null);
        }
    }

    static PeerAnswer done(long stamp, long known) {
        return new PeerAnswer(Kind.DONE, stamp, known, null, "");
    }

    static PeerAnswer refused(KvException why) {
        return new PeerAnswer(Kind.REFUSED, 0, 0, null, String.valueOf(why.getMessage()));
    }

    static PeerAnswer failed(KvException why, @Nullable TransactionId blockedBy) {
        Kind kind = switch (why) {
            case KvException.Conflict conflict -> Kind.CONFLICT;
            case KvException.Uncertain uncertain -> Kind.UNCERTAIN;
            case KvException.Corrupt corrupt -> Kind.CORRUPT;
            default -> Kind.UNAVAILABLE;
        };
        return new PeerAnswer(kind, 0, 0, blockedBy, String.valueOf(why.getMessage()));
    }

    /** The stamp, or what the other process has thrown. */
    long stampOrThrow() {
        return switch (kind) {
            case DONE -> stamp;
            case CONFLICT -> throw new KvException.Conflict(message);
            case UNCERTAIN -> throw new KvException.Uncertain(message, null);
            case UNAVAILABLE, REFUSED -> throw new KvException.Unavailable(message, null);
            case CORRUPT -> throw new KvException.Corrupt(message, null);
        };
    }

    byte[] encode() {
        byte[] words = message.getBytes(StandardCharsets.UTF_8);
        TransactionId blocking = blockedBy;
        byte[] id = blocking == null ? new byte[0] : blocking.encode();
        return ByteBuffer.allocate(3 + 2 * Long.BYTES + id.length + words.length)
                .put(FORMAT)
                .put(kind.code)
                .putLong(stamp)
                .putLong(known)
                .put((byte) (blocking == null ? 0 : 1))
                .put(id)
                .put(words)
                .array();
    }

    /** @throws KvException.Uncertain where it is none: nobody knows what was done */
    static PeerAnswer decode(byte[] encoded) {
        try {
            ByteBuffer in = ByteBuffer.wrap(encoded);
            byte format = in.get();
            if (format != FORMAT) {
                throw new KvException.Uncertain("The answer of another process has a format unknown here", null);
            }
            Kind kind = Kind.of(in.get());
            long stamp = in.getLong();
            long known = in.getLong();
            TransactionId blocking = null;
            if (in.get() != 0) {
                byte[] id = new byte[TransactionId.BYTES];
                in.get(id);
                blocking = TransactionId.decode(id);
            }
            byte[] words = new byte[in.remaining()];
            in.get(words);
            return new PeerAnswer(kind, stamp, known, blocking, new String(words, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException e) {
            throw new KvException.Uncertain("The answer of another process is cut off", e);
        }
    }
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How rows are named in Cassandra: one byte first, so that rows of the engine itself stand apart from its users' rows
 * and no name is empty.
 */
final class Rows {
    private static final byte OWN = 0;
    private static final byte USER = 1;
    private static final byte END = 2;

    /** Kinds of the engine's own rows. */
    enum Kind {
        /** A group of commits happened; kept for a while, for whoever is not sure. */
        GROUP('g'),
        /** What a transaction is going to write in this partition, which is not its home. */
        PREPARED('p'),
        /** A transaction whose home this is has been decided: it is committed. */
        COMMITTED('c');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    private Rows() {}

    static ByteBuffer user(Bytes row) {
        return named(USER, row.array());
    }

    static ByteBuffer own(Kind kind, byte[] id) {
        byte[] name = new byte[id.length + 2];
        name[0] = OWN;
        name[1] = kind.letter;
        System.arraycopy(id, 0, name, 2, id.length);
        return ByteBuffer.wrap(name);
    }

    /** Of a partition; it stands before all others. */
    static ByteBuffer first() {
        return ByteBuffer.wrap(new byte[] {OWN});
    }

    /** The id of a row of the engine's own. */
    static byte[] ownId(ByteBuffer name) {
        byte[] bytes = bytes(name);
        return Arrays.copyOfRange(bytes, 2, bytes.length);
    }

    static ByteBuffer firstOwn(Kind kind) {
        return ByteBuffer.wrap(new byte[] {OWN, kind.letter});
    }

    static ByteBuffer behindOwn(Kind kind) {
        return ByteBuffer.wrap(new byte[] {OWN, (byte) (kind.letter + 1)});
    }

    /** Behind a row of the engine's own, as it is named without its first byte. */
    static ByteBuffer behindOwn(Bytes row) {
        return named(OWN, Arrays.copyOf(row.array(), row.length() + 1));
    }

    static ByteBuffer first(RowRange range) {
        return user(range.from());
    }

    static ByteBuffer behind(RowRange range) {
        Bytes to = range.to();
        return to == null ? ByteBuffer.wrap(new byte[] {END}) : user(to);
    }

    static Bytes userRow(ByteBuffer name) {
        byte[] bytes = bytes(name);
        return Bytes.of(Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static ByteBuffer named(byte first, byte[] rest) {
        byte[] name = new byte[rest.length + 1];
        name[0] = first;
        System.arraycopy(rest, 0, name, 1, rest.length);
        return ByteBuffer.wrap(name);
    }
}

package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A request's body as it arrives. Its room grows with the bytes that arrive, not with what was announced, and is taken
 * from what all connections share; whoever answers the request gives it back.
 */
final class ArrivingBody {
    private static final int FIRST_ROOM = 64 * 1024;
    private static final byte[] NONE = new byte[0];

    private final BodyRoom room;
    private byte[] bytes = NONE;
    private int length;

    ArrivingBody(BodyRoom room) {
        this.room = room;
    }

    /** Makes room for a body that was announced, or for its beginning. */
    void expect(int announced) throws HttpFaultException {
        grow(Math.min(announced, FIRST_ROOM), announced);
    }

    int length() {
        return length;
    }

    /** Takes bytes from a buffer, of a body that has a given length at most. */
    void append(ByteBuf in, int count, int atMost) throws HttpFaultException {
        if (bytes.length - length < count) {
            grow(Math.min(atMost, Math.max(bytes.length * 2, length + count)), atMost);
        }
        in.readBytes(bytes, length, count);
        length += count;
    }

    private void grow(int size, int atMost) throws HttpFaultException {
        if (!room.tryHold(size - bytes.length, atMost <= FIRST_ROOM)) {
            throw new HttpFaultException(HttpFault.OVERLOADED);
        }
        bytes = Arrays.copyOf(bytes, size);
    }

    /** The whole body, which still takes its room; what comes now is another one. */
    byte[] take() {
        if (length < bytes.length) {
            room.release(bytes.length - length);
            bytes = Arrays.copyOf(bytes, length);
        }
        byte[] whole = bytes;
        bytes = NONE;
        length = 0;
        return whole;
    }

    /** Forgets what arrived. */
    void drop() {
        room.release(bytes.length);
        bytes = NONE;
        length = 0;
    }
}

package dev.gramme.database.cluster;

import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.KvException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Calls between servers. Each is sealed under the catalog's key, which only servers of this cluster have: for one
 * server by its id, so that it is worth nothing anywhere else nor after a restart; and the answer for that one call.
 */
public final class PeerMessages {
    /** What a call is for. */
    public enum Kind {
        /** A {@link Poll}. */
        POLL(1),
        /** A request of a client, passed on. */
        REQUEST(2),
        /** A message of the engine. */
        ENGINE(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new KvException.Unavailable("This server does not know such calls", null);
        }
    }

    /** Answers calls of one kind. Throws {@link KvException.Unavailable} to refuse one of which nothing was done. */
    public interface Handler {
        byte[] answer(Kind kind, byte[] payload);
    }

    private static final int CALL_ID_BYTES = 16;
    private static final byte DONE = 0;
    private static final byte REFUSED = 1;

    private final SystemRecords records;
    private final Environment environment;
    private final PeerCalls calls;
    private final long self;

    /**
     * Takes what carries them.
     *
     * @param self the id of this server
     */
    public PeerMessages(SystemRecords records, Environment environment, PeerCalls calls, long self) {
        this.records = records;
        this.environment = environment;
        this.calls = calls;
        this.self = self;
    }

    /**
     * Calls another server.
     *
     * @throws KvException.Unavailable where it has certainly done nothing
     * @throws KvException.Uncertain where it may have
     */
    public byte[] call(Server server, Kind kind, byte[] payload, long timeoutMillis) {
        byte[] id = new byte[CALL_ID_BYTES];
        environment.random(id);
        byte[] plain = ByteBuffer.allocate(1 + CALL_ID_BYTES + payload.length)
                .put(kind.code)
                .put(id)
                .put(payload)
                .array();
        byte[] answer = calls.call(server.address(), records.sealToken(plain, callUse(server.id())), timeoutMillis);
        try {
            byte[] opened = records.openToken(answer, answerUse(id));
            byte[] content = Arrays.copyOfRange(opened, 1, opened.length);
            if (opened[0] == DONE) {
                return content;
            }
            throw new KvException.Unavailable(new String(content, StandardCharsets.UTF_8), null);
        } catch (SealBrokenException e) {
            throw new KvException.Uncertain("Another server gave an answer that is none", e);
        }
    }

    /**
     * Answers a call to this server.
     *
     * @throws SealBrokenException where it is none
     */
    public byte[] answer(byte[] sealed, Handler handler) {
        ByteBuffer opened = ByteBuffer.wrap(records.openToken(sealed, callUse(self)));
        byte kind = opened.get();
        byte[] id = new byte[CALL_ID_BYTES];
        opened.get(id);
        byte[] payload = new byte[opened.remaining()];
        opened.get(payload);
        byte outcome;
        byte[] content;
        try {
            content = handler.answer(Kind.of(kind), payload);
            outcome = DONE;
        } catch (KvException.Unavailable e) {
            content = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            outcome = REFUSED;
        }
        byte[] plain = ByteBuffer.allocate(1 + content.length)
                .put(outcome)
                .put(content)
                .array();
        return records.sealToken(plain, answerUse(id));
    }

    private static byte[] callUse(long server) {
        return ("peer call " + server).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] answerUse(byte[] id) {
        byte[] use = "peer answer ".getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(use, use.length + id.length);
        System.arraycopy(id, 0, whole, use.length, id.length);
        return whole;
    }
}

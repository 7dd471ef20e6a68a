package dev.gramme.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.api.Caller;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.identity.Credentials;
import dev.gramme.server.audit.AuditSettings;
import dev.gramme.server.audit.AuditTrail;
import dev.gramme.server.gateway.Backend;
import dev.gramme.server.gateway.Gateway;
import dev.gramme.server.sigv4.SignedCallers;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** Any bytes that arrive on a connection, in any pieces: the same requests, each answered without a fault of ours. */
class RequestFuzzTest {
    private static final int BODY_BYTES = 4096;
    private static final int HEAD_BYTES = 1024;
    private static final HttpLimits LIMITS =
            new HttpLimits(BODY_BYTES, HEAD_BYTES, 200, 64, 4, 1 << 20, 60_000, 60_000);
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final Credentials KNOWN =
            new Credentials("AKIDEXAMPLE", "secret", Caller.root(ACCOUNT, "AKIDEXAMPLE"));

    private static Database database;
    private static Gateway open;
    private static Gateway signed;

    private static void start() throws IOException {
        if (database == null) {
            database = Engines.inMemory(new SystemEnvironment());
            AuditTrail audit = new AuditTrail(AuditSettings.inMemory(), System::currentTimeMillis);
            SignedCallers callers = new SignedCallers(
                    (id, token) -> id.equals(KNOWN.accessKeyId()) ? KNOWN : null, System::currentTimeMillis);
            open = new Gateway(Backend.of(database), ACCOUNT, REGION, BODY_BYTES, null, audit);
            signed = new Gateway(Backend.of(database), ACCOUNT, REGION, BODY_BYTES, callers, audit);
        }
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** All that is decoded of the bytes, which come in pieces: each length tells a piece, again and again. */
    private static List<HttpRequest> decode(byte[] bytes, byte[] lengths, BodyRoom room) {
        List<HttpRequest> requests = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(LIMITS, room, Peer.NONE));
        int from = 0;
        for (int piece = 0; from < bytes.length; piece++) {
            int length = lengths.length == 0 ? bytes.length : (lengths[piece % lengths.length] & 0x3F) + 1;
            int to = Math.min(bytes.length, from + length);
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
            from = to;
            Object request;
            while ((request = channel.readInbound()) != null) {
                requests.add((HttpRequest) request);
            }
            long bodies = requests.stream().mapToLong(one -> one.body().length).sum();
            assertThat(room.heldBytes() - bodies).isBetween(0L, (long) BODY_BYTES);
        }
        // Whatever had begun to arrive is forgotten with the connection.
        channel.pipeline().removeFirst();
        channel.finishAndReleaseAll();
        return requests;
    }

    private static String shown(HttpRequest request) {
        List<String> headers = new ArrayList<>();
        for (int index = 0; index < request.headers().count(); index++) {
            String name = request.headers().name(index);
            headers.add(name + "=" + request.headers().find(name));
        }
        return String.join(
                "|",
                request.method(),
                request.path(),
                request.host(),
                request.target(),
                request.authorization(),
                request.userAgent(),
                "" + request.gzipBody() + request.acceptsGzip() + request.keepAlive() + request.fault(),
                headers.toString(),
                HexFormat.of().formatHex(request.body()));
    }

    /** The first byte tells how many that follow are lengths of pieces; what is behind them arrives. */
    @FuzzTest
    void piecesMakeNoDifference(byte[] bytes) {
        int behind = bytes.length == 0 ? 0 : Math.min(bytes.length, 1 + (bytes[0] & 7));
        byte[] lengths = Arrays.copyOfRange(bytes, Math.min(1, behind), behind);
        byte[] arriving = Arrays.copyOfRange(bytes, behind, bytes.length);
        BodyRoom room = new BodyRoom(1 << 20);
        List<HttpRequest> whole = decode(arriving, new byte[0], room);
        List<HttpRequest> pieces = decode(arriving, lengths, new BodyRoom(1 << 20));
        assertThat(pieces.stream().map(RequestFuzzTest::shown))
                .containsExactlyElementsOf(
                        whole.stream().map(RequestFuzzTest::shown).toList());
        for (HttpRequest request : whole) {
            assertThat(request.body().length).isLessThanOrEqualTo(BODY_BYTES);
            assertThat(request.headers().bytes().length).isLessThanOrEqualTo(HEAD_BYTES);
            room.release(request.body().length);
        }
        assertThat(room.heldBytes()).isZero();
    }

    @FuzzTest
    void everyRequestIsAnswered(byte[] bytes) throws IOException {
        start();
        for (HttpRequest request : decode(bytes, new byte[0], new BodyRoom(1 << 20))) {
            answered(request, open);
            HttpAnswer answer = answered(request, signed);
            // Nobody can sign by chance, so nothing is answered that has to be signed.
            if (answer.status() == 200 && request.authorization() != null) {
                assertThat(new String(answer.body(), 0, answer.length(), StandardCharsets.UTF_8))
                        .doesNotContain("TableNames");
            }
        }
    }

    private static HttpAnswer answered(HttpRequest request, Gateway gateway) {
        gateway.mayBlock(request);
        HttpAnswer answer = gateway.answer(request);
        int most = request.fault() == null ? 499 : request.fault().status();
        assertThat(answer.status()).as(shown(request)).isBetween(200, most);
        return answer;
    }
}

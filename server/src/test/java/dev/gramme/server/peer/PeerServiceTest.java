package dev.gramme.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.KvException;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpFaultException;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Requests that are passed on arrive as they were sent. */
class PeerServiceTest {
    private static final byte[] HEAD =
            "POST / HTTP/1.1\r\nHost: db:8000\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nX-Other: 1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aRequestKeepsItsHeadersAndItsSender() throws IOException, HttpFaultException {
        Peer sender = new Peer("10.0.0.7", new Peer.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256"));
        HttpRequest sent = HttpRequest.passedOn(HEAD, BODY, sender);
        HttpRequest arrived = PassedRequest.decode(PassedRequest.encode(sent));
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.host()).isEqualTo("db:8000");
        assertThat(arrived.target()).isEqualTo("DynamoDB_20120810.ListTables");
        assertThat(arrived.headers().find("x-other")).isEqualTo("1");
        assertThat(arrived.body()).isEqualTo(BODY);
        assertThat(arrived.peer()).isEqualTo(sender);
        assertThatThrownBy(() -> PassedRequest.decode(new byte[] {7})).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerKeepsItsKind() throws IOException {
        HttpAnswer sent = new HttpAnswer(400, "application/x-amz-json-1.0", "ID", BODY, BODY.length, "SomeException");
        HttpAnswer arrived = PassedRequest.decodeAnswer(PassedRequest.encode(sent));
        assertThat(arrived).usingRecursiveComparison().isEqualTo(sent);
    }

    @Test
    void nobodyIsAnsweredBeforeItHasBegun() throws HttpFaultException {
        PeerService service = new PeerService();
        HttpRequest client = HttpRequest.passedOn(HEAD, BODY, Peer.NONE);
        assertThat(service.mayBlock(client)).isTrue();
        assertThat(service.answer(client).status()).isEqualTo(503);
        assertThat(service.overloaded(client).status()).isEqualTo(503);
        assertThatThrownBy(() -> service.answerPassedOn(PassedRequest.encode(client)))
                .isInstanceOf(KvException.Unavailable.class);
    }
}

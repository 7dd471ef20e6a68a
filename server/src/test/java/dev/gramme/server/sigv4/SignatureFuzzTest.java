package dev.gramme.server.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.Caller;
import dev.gramme.database.identity.AccessKey;
import dev.gramme.database.identity.Credentials;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Signed requests that somebody changed on the way, and heads that never were requests: none is let in, none breaks.
 */
@Timeout(60)
class SignatureFuzzTest {
    private static final int ROUNDS = 400;
    private static final String SIGNED = "host;x-amz-date;x-amz-target";
    private static final String TARGET = "DynamoDB_20120810.ListTables";
    private static final String BODY = "{\"Limit\":10}";
    private static final String ALPHABET = "abcXYZ0189-._~%/=&?;:+*'\"<>{}[]()!@#$^|\\";

    private final Random random = new Random(seed());
    private Server server;
    private AccessKey key;

    private static long seed() {
        long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
        System.out.println("SignatureFuzzTest seed " + seed);
        return seed;
    }

    @BeforeEach
    void start() throws IOException {
        server = Server.start(ServerConfig.inMemory().withAuthentication(ServerConfig.Authentication.SIGNED));
        key = server.database().accessKeys().renewRootKey(ServerConfig.DEFAULT_ACCOUNT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The header's text, its date and the signature, as a client sends them. */
    private String authorization(String time, String body) throws Exception {
        String scope = time.substring(0, 8) + "/us-east-1/dynamodb/aws4_request";
        String canonical = "POST\n/\n\nhost:localhost\nx-amz-date:" + time + "\nx-amz-target:" + TARGET + "\n\n"
                + SIGNED + "\n" + hash(body);
        byte[] text =
                ("AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical)).getBytes(StandardCharsets.UTF_8);
        Credentials credentials =
                new Credentials(key.id(), key.secret(), Caller.root(ServerConfig.DEFAULT_ACCOUNT, key.id()));
        SigningKey signing = SigningKey.derive(credentials, CredentialScope.parse(key.id() + "/" + scope));
        byte[] signature = new Scratch().hmac(signing, text, 0, text.length);
        return "AWS4-HMAC-SHA256 Credential=" + key.id() + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                + HexFormat.of().formatHex(signature);
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The status and the body. */
    private String send(String path, String time, String target, String authorization, String body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-amz-date: " + time
                + "\r\nx-amz-target: " + target
                + (authorization.isEmpty() ? "" : "\r\nauthorization: " + authorization)
                + "\r\ncontent-length: " + body.length() + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The same text with one character that says something replaced by another one. */
    private String changed(String text) {
        while (true) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            if (" ,".indexOf(text.charAt(at)) < 0 && text.charAt(at) != other) {
                return text.substring(0, at) + other + text.substring(at + 1);
            }
        }
    }

    private static void refused(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("TableNames");
    }

    @Test
    void noChangeIsLetIn() throws Exception {
        String time = Timestamps.format(System.currentTimeMillis());
        String right = authorization(time, BODY);
        assertThat(send("/", time, TARGET, right, BODY))
                .startsWith("HTTP/1.1 200")
                .contains("TableNames");
        for (int round = 0; round < ROUNDS; round++) {
            refused(send("/", time, TARGET, changed(right), BODY));
            refused(send("/", changed(time), TARGET, right, BODY));
            refused(send("/", time, changed(TARGET), right, BODY));
            refused(send("/", time, TARGET, right, changed(BODY)));
            refused(send("/?" + noise(), time, TARGET, right, BODY));
        }
    }

    @Test
    void noNoiseBreaksIt() throws Exception {
        String time = Timestamps.format(System.currentTimeMillis());
        String right = authorization(time, BODY);
        for (int round = 0; round < ROUNDS; round++) {
            String cut = right.substring(0, random.nextInt(right.length()));
            refused(send("/", time, TARGET, cut, BODY));
            refused(send("/", time, TARGET, "AWS4-HMAC-SHA256 " + noise(), BODY));
            String query =
                    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + key.id() + "%2F" + time.substring(0, 8)
                            + "%2Fus-east-1%2Fdynamodb%2Faws4_request&X-Amz-Date=" + time + "&X-Amz-SignedHeaders="
                            + noise() + "&X-Amz-Expires=" + random.nextInt() + "&X-Amz-Signature=" + noise();
            refused(send("/?" + query, time, TARGET, "", BODY));
            refused(send("/?X-Amz-Algorithm=" + noise() + "&" + noise(), time, TARGET, "", BODY));
        }
    }

    private String noise() {
        StringBuilder noise = new StringBuilder("x");
        for (int count = random.nextInt(60); count > 0; count--) {
            noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return noise.toString();
    }
}

package dev.gramme.server.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.Pool;
import dev.gramme.database.identity.Credentials;
import dev.gramme.server.http.HeaderLines;
import dev.gramme.server.http.Heads;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.Peer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as AWS signed them: its published test suite for Signature Version 4, with its well-known example key. */
class SignatureVectorsTest {
    private static final Credentials EXAMPLE = new Credentials(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Caller.root("000000000000", "AKIDEXAMPLE"));
    private static final long SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z").toEpochMilli();

    private static final String TOKEN = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW"
            + "LWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZ"
            + "ampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64"
            + "lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private long clockMillis = SIGNED_AT;
    private final SignedCallers callers = new SignedCallers(SignatureVectorsTest::find, () -> clockMillis);

    /** Knows one lasting key and one temporary one, whose token may be over. */
    private static @Nullable Credentials find(String id, @Nullable String token) {
        if ("over".equals(token)) {
            throw new DynamoException(ErrorCode.EXPIRED_TOKEN, "The security token included in the request is expired");
        }
        return id.equals(EXAMPLE.accessKeyId()) && (token == null || token.equals(TOKEN)) ? EXAMPLE : null;
    }

    static List<String> headerSigned() {
        return List.of(
                get("/", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get(
                        "/example1/example2/../..",
                        "host;x-amz-date",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get(
                        "//example//",
                        "host;x-amz-date",
                        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
                get(
                        "/example space/",
                        "host;x-amz-date",
                        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
                get("/ሴ", "host;x-amz-date", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                get("/?ሴ=bar", "host;x-amz-date", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
                get(
                        "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                        "host;x-amz-date", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
                get(
                        "/?Param2=value2&Param1=value1",
                        "host;x-amz-date",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                get(
                        "/",
                        "host;my-header1;x-amz-date",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "My-Header1:value2",
                        "My-Header1:value2",
                        "My-Header1:value1"),
                get(
                        "/",
                        "host;my-header1;x-amz-date",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "My-Header1:value4",
                        "My-Header1:value1",
                        "My-Header1:value3",
                        "My-Header1:value2"),
                get(
                        "/",
                        "host;my-header1;my-header2;x-amz-date",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        "My-Header1: value1",
                        "My-Header2: \"a   b   c\""),
                "POST / HTTP/1.1\nContent-Type:application/x-www-form-urlencoded\nHost:example.amazonaws.com\n"
                        + "Content-Length:13\n"
                        + "x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e\n"
                        + authorization(
                                "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
                                "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b")
                        + "Param1=value1",
                // A temporary key, whose token is signed like any other header.
                "POST / HTTP/1.1\nHost:example.amazonaws.com\nX-Amz-Security-Token:" + TOKEN + "\n"
                        + authorization(
                                "host;x-amz-date;x-amz-security-token",
                                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
    }

    static List<String> presigned() {
        String unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return List.of(
                presigned("", "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
                presigned(
                        unreserved + "=" + unreserved + "&",
                        "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"));
    }

    private static String get(String path, String signedHeaders, String signature, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\n", headers) + "\n";
        return "GET " + path + " HTTP/1.1\nHost:example.amazonaws.com\n" + more
                + authorization(signedHeaders, signature);
    }

    private static String authorization(String signedHeaders, String signature) {
        return "Authorization:AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=" + signedHeaders + ", Signature=" + signature
                + "\nX-Amz-Date:20150830T123600Z\n\n";
    }

    private static String presigned(String query, String signature) {
        return "GET /?" + query + "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request"
                + "&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600&X-Amz-Signature="
                + signature + " HTTP/1.1\nHost:example.amazonaws.com\nX-Amz-Date:20150830T123600Z\n\n";
    }

    private static HttpRequest request(String text) {
        String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int end = sent.indexOf("\n\n") + 2;
        byte[] head = sent.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = sent.substring(end).getBytes(StandardCharsets.ISO_8859_1);
        String line = sent.substring(0, sent.indexOf('\n'));
        HeaderLines headers = Heads.of(head);
        return new HttpRequest(
                line.substring(0, line.indexOf(' ')),
                line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' ')),
                null,
                null,
                headers.find("authorization"),
                false,
                false,
                true,
                headers,
                body,
                null,
                null,
                Peer.NONE);
    }

    private void accept(String text) {
        assertThat(callers.authenticate(request(text), "us-east-1", "service")).isEqualTo(EXAMPLE);
    }

    private void refuse(String text, ErrorCode code, String message) {
        assertThatThrownBy(() -> callers.authenticate(request(text), "us-east-1", "service"))
                .isInstanceOfSatisfying(DynamoException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.text()).startsWith(message);
                });
    }

    @ParameterizedTest
    @MethodSource("headerSigned")
    void whatAwsSignedIsAccepted(String text) {
        accept(text);
        accept(text.replace("\n", "\r\n").replace("\r\n\r\n", "\n\n"));
    }

    @ParameterizedTest
    @MethodSource("presigned")
    void whatAwsPresignedIsAcceptedForAnHour(String text) {
        accept(text);
        clockMillis = SIGNED_AT + 3_600_000;
        accept(text);
        clockMillis = SIGNED_AT + 3_601_000;
        refuse(text, ErrorCode.INVALID_SIGNATURE, "Signature expired: 20150830T123600Z is now earlier than 2015083");
    }

    @Test
    void aClockMayBeFifteenMinutesOff() {
        String text = headerSigned().getFirst();
        clockMillis = SIGNED_AT + 900_000;
        accept(text);
        clockMillis = SIGNED_AT - 900_000;
        accept(text);
        clockMillis = SIGNED_AT + 901_000;
        refuse(
                text,
                ErrorCode.INVALID_SIGNATURE,
                "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15"
                        + " min.)");
        clockMillis = SIGNED_AT - 901_000;
        refuse(
                text,
                ErrorCode.INVALID_SIGNATURE,
                "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z +"
                        + " 15 min.)");
    }

    @Test
    void whatIsMissingIsNamed() {
        String text = headerSigned().getFirst();
        refuse(
                text.replaceAll("Authorization:.*\n", ""),
                ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                "Request is missing Authentication Token");
        refuse(
                text.replaceAll("Authorization:.*\n", "Authorization:AWS4-HMAC-SHA256 \n")
                        .replaceAll("X-Amz-Date:.*\n", ""),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature'"
                        + " parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header"
                        + " requires existence of either a 'X-Amz-Date' or a 'Date' header."
                        + " Authorization=AWS4-HMAC-SHA256");
        refuse(
                text.replace("host;", ""),
                ErrorCode.INVALID_SIGNATURE,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        refuse(
                text.replace("Host:", "X-Amz-Target:a\nHost:"),
                ErrorCode.INVALID_SIGNATURE,
                "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
        refuse(
                presigned().getFirst().replaceAll("&X-Amz-Signature=[0-9a-f]*", ""),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters.");
    }

    @Test
    void aScopeMustBeTheRequestsOwn() {
        String text = headerSigned().getFirst();
        refuse(
                text.replace("us-east-1", "eu-west-1"),
                ErrorCode.INVALID_SIGNATURE,
                "Credential should be scoped to a valid region, not 'eu-west-1'. ");
        refuse(
                text.replace("/service/", "/s3/"),
                ErrorCode.INVALID_SIGNATURE,
                "Credential should be scoped to correct service: 'service'. ");
        refuse(
                text.replace("20150830/", "20150829/"),
                ErrorCode.INVALID_SIGNATURE,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829'"
                        + " != '20150830', from '20150830T123600Z'.");
        refuse(
                text.replace("/aws4_request", ""),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got"
                        + " 'AKIDEXAMPLE/20150830/us-east-1/service'");
        refuse(
                text.replace("AKIDEXAMPLE", "AKIDUNKNOWN"),
                ErrorCode.UNRECOGNIZED_CLIENT,
                "The security token included in the request is invalid.");
    }

    @Test
    void aWrongSignatureTellsWhatWasSigned() {
        refuse(
                headerSigned().getFirst().replace("Signature=5f", "Signature=6f"),
                ErrorCode.INVALID_SIGNATURE,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.\n\nThe"
                        + " Canonical String for this request should have been\n'GET\n/\n\nhost:example.amazonaws.com\n"
                        + "x-amz-date:20150830T123600Z\n\nhost;x-amz-date\n"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'\n\nThe String-to-Sign"
                        + " should have been\n'AWS4-HMAC-SHA256\n20150830T123600Z\n"
                        + "20150830/us-east-1/service/aws4_request\n"
                        + "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63'\n");
    }

    @Test
    void aTokenMustBeOnesOwnAndNotOver() {
        String text = headerSigned().getLast();
        accept(text);
        refuse(
                text.replace(TOKEN, "over"),
                ErrorCode.EXPIRED_TOKEN,
                "The security token included in the request is expired");
        refuse(
                text.replace(TOKEN, "another"),
                ErrorCode.UNRECOGNIZED_CLIENT,
                "The security token included in the request is invalid.");
        refuse(
                text.replace("x-amz-date;x-amz-security-token", "x-amz-date"),
                ErrorCode.INVALID_SIGNATURE,
                "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void aBodyThatIsNotSignedIsRefused() {
        String text = headerSigned().get(11);
        String digest = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
        String mismatch = "The request signature we calculated does not match the signature you provided.";
        refuse(text.replace("value1", "value2"), ErrorCode.INVALID_SIGNATURE, mismatch);
        for (String other : List.of("UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "a")) {
            refuse(text.replace(digest, other), ErrorCode.INVALID_SIGNATURE, mismatch);
        }
    }

    @Test
    void aSignatureInAQueryIsSignedWhereAHeaderBearsTheRealOne() {
        String text = headerSigned().getFirst();
        refuse(
                text.replace("GET / ", "GET /?X-Amz-Signature=a "),
                ErrorCode.INVALID_SIGNATURE,
                "The request signature we calculated does not match the signature you provided.");
    }

    /** A client that is known is read as one that is not. */
    @Test
    void ofSeveralSignaturesTheLastCounts() {
        String text = headerSigned().getFirst();
        String none = "0".repeat(64);
        for (int round = 0; round < 2; round++) {
            accept(text.replace(", Signature=", ", Signature=" + none + ", Signature="));
            accept(text.replace(", Signature=", ",Signature="));
            accept(text.replaceAll("(, Signature=[0-9a-f]*)", "$1, XSignature=" + none));
            accept(text.replaceAll("(, Signature=[0-9a-f]*)", "$1, Signature"));
            accept(text.replaceAll("(AWS4-HMAC-SHA256)( Credential.*)(, )(Signature=[0-9a-f]*)", "$1 $4,$2"));
            refuse(
                    text.replaceAll("(, Signature=[0-9a-f]*)", "$1, Signature=" + none),
                    ErrorCode.INVALID_SIGNATURE,
                    "The request signature we calculated does not match");
            refuse(
                    text.replaceAll(", Signature=([0-9a-f]*)", " Signature=$1"),
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "Authorization header requires 'Signature' parameter.");
            refuse(
                    text.replace(", Signature=", ", Signature=A"),
                    ErrorCode.INVALID_SIGNATURE,
                    "The request signature we calculated does not match");
        }
    }

    @Test
    void keysInUseOutliveAFloodOfOthers() {
        Generations<SigningKey> keys = new Generations<>();
        CredentialScope scope = CredentialScope.parse("AKIDEXAMPLE/20150830/us-east-1/service/aws4_request");
        SigningKey key = SigningKey.derive(EXAMPLE, scope);
        keys.keep("mine", key);
        for (int other = 0; other < 20_000; other++) {
            keys.keep("other" + other, key);
            if (other % 1_000 == 0) {
                assertThat(keys.find("mine")).isSameAs(key);
            }
        }
        assertThat(keys.size()).isLessThanOrEqualTo(4_096);
        assertThat(keys.find("other1")).isNull();
    }

    /** What it costs, told by what it allocates: nothing is parsed or derived twice, and no digest is made anew. */
    @Test
    void aFurtherCheckAllocatesLittle() {
        String more = "content-type:application/x-amz-json-1.0\nx-amz-target:DynamoDB_20120810.GetItem\n"
                + "amz-sdk-invocation-id:5f8a3f5c-8f4c-1c0f-8a3a-2f3b6c2b1e55\namz-sdk-request:attempt=1; max=4\n"
                + "user-agent:aws-sdk-java/2.57.8 md/io#async md/http#NettyNio ua/2.1 os/Linux lang/java#25\n";
        String signedHeaders = "amz-sdk-invocation-id;amz-sdk-request;content-type;host;x-amz-date;x-amz-target";
        String body = "{\"TableName\":\"films\",\"Key\":{\"pk\":{\"S\":\"key-0000123456\"}}}";
        String unsigned = "POST / HTTP/1.1\nHost:example.amazonaws.com\n" + more
                + authorization(signedHeaders, "0".repeat(64)) + body;
        HttpRequest request = request(unsigned.replace("0".repeat(64), signatureOf(unsigned)));
        for (int count = 0; count < 1_000; count++) {
            callers.authenticate(request, "us-east-1", "service");
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int count = 0; count < 1_000; count++) {
            callers.authenticate(request, "us-east-1", "service");
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000).isLessThan(1_200);
    }

    private String signatureOf(String text) {
        HttpRequest request = request(text);
        RequestSignature signature = HeaderSignature.read(String.valueOf(request.authorization()), request.headers());
        Scratch scratch = scratch();
        CanonicalRequest.write(request, SignedHeaders.of(signature.signedHeaders()), false, scratch);
        int canonical = scratch.text().length();
        CredentialScope scope = CredentialScope.parse(signature.credential());
        CanonicalRequest.writeStringToSign(signature.timestamp(), scope, scratch);
        byte[] all = scratch.text().array();
        SigningKey key = SigningKey.derive(EXAMPLE, scope);
        return HexFormat.of()
                .formatHex(scratch.hmac(key, all, canonical, scratch.text().length() - canonical));
    }

    private static Scratch scratch() {
        return new Pool<>(Scratch::new).take();
    }

    /** Changes one byte of a signed request: it is refused, or it was a byte that says nothing. */
    @Test
    void noChangedRequestPasses() {
        long seed = Long.getLong("gramme.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> all = new ArrayList<>(headerSigned());
        all.addAll(presigned());
        // Who signed is known, so that the short way is tried as well.
        all.forEach(this::accept);
        for (int round = 0; round < 20_000; round++) {
            String text = all.get(random.nextInt(all.size()));
            int at = random.nextInt(text.length());
            int headEnd = text.indexOf("\n\n");
            String changed = text.substring(0, at) + (char) (33 + random.nextInt(94)) + text.substring(at + 1);
            if (changed.equals(text) || text.charAt(at) == '\n' || at < text.indexOf('\n') || at == headEnd) {
                continue;
            }
            HttpRequest request = request(changed);
            try {
                callers.authenticate(request, "us-east-1", "service");
                HttpRequest meant = request(text);
                assertThat(request.body()).as("seed %d: %s", seed, changed).isEqualTo(meant.body());
                assertThat(signedValues(request))
                        .as("seed %d: %s", seed, changed)
                        .isEqualTo(signedValues(meant));
            } catch (DynamoException e) {
                assertThat(e.code().httpStatus())
                        .as("seed %d: %s", seed, changed)
                        .isEqualTo(400);
            }
        }
    }

    /** Values of the headers that say something, names without regard to case. */
    private static List<String> signedValues(HttpRequest request) {
        List<String> values = new ArrayList<>();
        for (String name : List.of(
                "host", "my-header1", "my-header2", "content-type", "x-amz-content-sha256", "x-amz-security-token")) {
            Utf8 text = new Utf8();
            SignedHeaders.of(name).write(request.headers(), text);
            values.add(text.toString());
        }
        return values;
    }
}

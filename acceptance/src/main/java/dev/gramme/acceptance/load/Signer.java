package dev.gramme.acceptance.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to DynamoDB with an access key, as SDKs do (source: IAM User Guide, "Create a signed AWS API
 * request"). What is the same for all requests of a day is done once. Used by one thread.
 */
final class Signer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SIGNED = "host;x-amz-date;x-amz-target";

    private final AccessKey key;
    private final MessageDigest digest;
    private String day = "";
    private Mac mac;

    Signer(AccessKey key) {
        this.key = key;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
            this.mac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The headers that sign a request, each with its end of line. */
    String headers(String host, String target, byte[] body) {
        String time = TIME.format(Instant.now());
        String date = time.substring(0, 8);
        if (!date.equals(day)) {
            byte[] secret = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
            for (String part : new String[] {date, "us-east-1", "dynamodb", "aws4_request"}) {
                use(secret);
                secret = sign(part);
            }
            use(secret);
            day = date;
        }
        String scope = date + "/us-east-1/dynamodb/aws4_request";
        String canonical = "POST\n/\n\nhost:" + host + "\nx-amz-date:" + time + "\nx-amz-target:" + target + "\n\n"
                + SIGNED + "\n" + hash(body);
        String signature = HexFormat.of()
                .formatHex(sign("AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                        + hash(canonical.getBytes(StandardCharsets.UTF_8))));
        return "x-amz-date: " + time + "\r\nauthorization: AWS4-HMAC-SHA256 Credential=" + key.id() + "/" + scope
                + ", SignedHeaders=" + SIGNED + ", Signature=" + signature + "\r\n";
    }

    private void use(byte[] secret) {
        try {
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sign(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}

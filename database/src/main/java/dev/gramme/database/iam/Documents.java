package dev.gramme.database.iam;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.PolicyText;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.PolicyKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Policy documents on their way in and out. */
final class Documents {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Documents() {}

    /** Checks a document. */
    static PolicyText parse(String document, PolicyKind kind) {
        try {
            return PolicyText.parse(document, kind);
        } catch (MalformedPolicyException e) {
            throw new DynamoException(ErrorCode.MALFORMED_POLICY_DOCUMENT, e.text());
        }
    }

    /** How long a document counts: IAM does not count white space. */
    static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** As answers show it: encoded as in URLs (RFC 3986). */
    static String shown(PolicyText text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.document().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}

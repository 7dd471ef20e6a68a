package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.read.StatementReads;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a SELECT begins, as a text: version, a digest of statement and parameters, the number of the
 * range, the key behind which to go on.
 */
final class NextTokens {
    private static final byte VERSION = 1;
    private static final int DIGEST_BYTES = 8;

    private NextTokens() {}

    static @Nullable String write(BoundStatement bound, StatementReads.@Nullable Place next) {
        if (next == null) {
            return null;
        }
        byte[] key = next.behind() == null ? new byte[0] : next.behind().encoded();
        byte[] token = ByteBuffer.allocate(1 + DIGEST_BYTES + Integer.BYTES + key.length)
                .put(VERSION)
                .put(digest(bound))
                .putInt(next.at())
                .put(key)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The start where there is no token; a token of another statement is refused. */
    static StatementReads.Place read(BoundStatement bound, @Nullable String token) {
        if (token == null) {
            return StatementReads.Place.START;
        }
        try {
            ByteBuffer fields = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            byte version = fields.get();
            byte[] digest = new byte[DIGEST_BYTES];
            fields.get(digest);
            int at = fields.getInt();
            byte[] key = new byte[fields.remaining()];
            fields.get(key);
            if (version == VERSION && at >= 0 && Arrays.equals(digest, digest(bound))) {
                return new StatementReads.Place(at, key.length == 0 ? null : Item.decodeChecked(key));
            }
            throw invalid(null);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw invalid(e);
        }
    }

    private static DynamoException invalid(@Nullable Throwable cause) {
        return new DynamoException(ErrorCode.VALIDATION, "Invalid NextToken", cause);
    }

    private static byte[] digest(BoundStatement bound) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Item.of(Map.of("p", new AttributeValue.L(bound.parameters())))
                    .encoded());
            digest.update(bound.text().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}

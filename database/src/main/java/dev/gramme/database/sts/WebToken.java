package dev.gramme.database.sts;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token of an identity provider: a JSON Web Token (RFC 7519), signed.
 *
 * @param claims that are texts, numbers or lists of texts; numbers as texts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebToken(Map<String, List<String>> header, Map<String, List<String>> claims, byte[] signed, byte[] signature) {
    private static final int PARTS = 3;

    /** Reads a token; nothing of it is proven yet. */
    static WebToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            throw invalid();
        }
        try {
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return new WebToken(claims(parts[0]), claims(parts[1]), signed, decoded(parts[2]));
        } catch (IllegalArgumentException | JsonException e) {
            throw invalid();
        }
    }

    private static DynamoException invalid() {
        return new DynamoException(
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static Map<String, List<String>> claims(String part) {
        JsonReader reader = new JsonReader(decoded(part));
        Map<String, List<String>> claims = new HashMap<>();
        reader.beginObject();
        for (String field = reader.nextField(); field != null; field = reader.nextField()) {
            List<String> values = values(reader);
            if (!values.isEmpty()) {
                claims.put(field, values);
            }
        }
        reader.end();
        return claims;
    }

    private static List<String> values(JsonReader reader) {
        List<String> values = new ArrayList<>();
        switch (reader.peek()) {
            case STRING -> values.add(reader.string());
            case NUMBER -> values.add(String.valueOf((long) reader.number()));
            case ARRAY -> {
                reader.beginArray();
                while (reader.nextElement()) {
                    if (reader.peek() == JsonToken.STRING) {
                        values.add(reader.string());
                    } else {
                        reader.skipValue();
                    }
                }
            }
            default -> reader.skipValue();
        }
        return values;
    }

    /** The one value of a claim; null where there is none or more than one. */
    @Nullable
    String claim(String name) {
        return one(claims.get(name));
    }

    /** The one value of a member of the header. */
    @Nullable
    String header(String name) {
        return one(header.get(name));
    }

    private static @Nullable String one(@Nullable List<String> values) {
        return values != null && values.size() == 1 ? values.getFirst() : null;
    }

    /** A claim that must be there. */
    String require(String name) {
        String value = claim(name);
        if (value == null) {
            throw new DynamoException(ErrorCode.INVALID_IDENTITY_TOKEN, "Missing a required claim: " + name);
        }
        return value;
    }

    /** A time in seconds since 1970; null where it is not given. */
    @Nullable
    Long seconds(String name) {
        String value = claim(name);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    /** The audience that is meant: the authorised party where the token names one. */
    List<String> audiences() {
        String party = claim("azp");
        return party == null ? claims.getOrDefault("aud", List.of()) : List.of(party);
    }
}

package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccessKey;
import dev.gramme.server.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who signed a request; refuses one that is not signed by a known key, for this region and service, now. What is
 * costly and says nothing is done last: nobody without a key's id makes it hash a body.
 */
public final class SignedCallers {
    private static final long SKEW_SECONDS = 5 * 60;
    private static final int CACHED_KEYS = 4_096;

    private final Function<String, @Nullable AccessKey> accessKeys;
    private final LongSupplier clockMillis;
    private final Map<String, SigningKey> signingKeys = new ConcurrentHashMap<>();

    /**
     * Takes what it needs to know.
     *
     * @param accessKeys finds a key by its id
     * @param clockMillis milliseconds since 1970
     */
    public SignedCallers(Function<String, @Nullable AccessKey> accessKeys, LongSupplier clockMillis) {
        this.accessKeys = accessKeys;
        this.clockMillis = clockMillis;
    }

    /**
     * The key a request was signed with.
     *
     * @param region the one signatures must be made for
     * @param service the service the request is for, as in a credential's scope
     */
    public AccessKey authenticate(HttpRequest request, String region, String service) {
        HeaderLines headers = new HeaderLines(request.head());
        RequestSignature signature = read(request, headers);
        CredentialScope scope = CredentialScope.parse(signature.credential());
        scope.require(region, service, signature.timestamp());
        AccessKey accessKey = accessKeys.apply(scope.accessKeyId());
        if (accessKey == null || signature.sessionToken() != null) {
            throw new DynamoException(
                    ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        List<String> signedHeaders = SignedHeaders.require(headers, signature);
        requireTime(signature);
        Utf8 canonical = CanonicalRequest.of(request, headers, signedHeaders);
        Utf8 toSign = CanonicalRequest.stringToSign(signature.timestamp(), scope, canonical);
        byte[] expected = signingKey(accessKey, signature.credential(), scope).sign(toSign);
        if (!matches(expected, signature.signature())) {
            throw mismatch(canonical, toSign);
        }
        return accessKey;
    }

    private static RequestSignature read(HttpRequest request, HeaderLines headers) {
        String authorization = request.authorization();
        if (authorization != null && !authorization.isEmpty()) {
            return HeaderSignature.read(authorization, headers);
        }
        String target = request.path();
        String query = target.substring(target.indexOf('?') + 1);
        if (query.length() == target.length() || !QuerySignature.isIn(query)) {
            throw new DynamoException(
                    ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        return QuerySignature.read(query);
    }

    private void requireTime(RequestSignature signature) {
        long nowMillis = clockMillis.getAsLong();
        long now = nowMillis / 1_000;
        long signed = Timestamps.epochSeconds(signature.timestamp());
        long holds = signature.expiresSeconds() == 0 ? SKEW_SECONDS : signature.expiresSeconds();
        if (signed < now - holds) {
            throw new DynamoException(
                    ErrorCode.INVALID_SIGNATURE,
                    "Signature expired: " + signature.timestamp() + " is now earlier than "
                            + Timestamps.format(nowMillis - holds * 1_000) + " (" + Timestamps.format(nowMillis) + " - "
                            + (holds % 60 == 0 ? holds / 60 + " min.)" : holds + " sec.)"));
        }
        if (signed > now + SKEW_SECONDS) {
            throw new DynamoException(
                    ErrorCode.INVALID_SIGNATURE,
                    "Signature not yet current: " + signature.timestamp() + " is still later than "
                            + Timestamps.format(nowMillis + SKEW_SECONDS * 1_000) + " (" + Timestamps.format(nowMillis)
                            + " + 5 min.)");
        }
    }

    /** Derived once a day for each key: deriving costs more than checking a signature. */
    private SigningKey signingKey(AccessKey accessKey, String credential, CredentialScope scope) {
        SigningKey cached = signingKeys.get(credential);
        if (cached != null && cached.accessKey().equals(accessKey)) {
            return cached;
        }
        if (signingKeys.size() >= CACHED_KEYS) {
            signingKeys.clear();
        }
        SigningKey derived = SigningKey.derive(accessKey, scope);
        signingKeys.put(credential, derived);
        return derived;
    }

    private static boolean matches(byte[] expected, String hex) {
        Utf8 text = new Utf8();
        text.addHex(expected);
        byte[] given = hex.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(text.toString().getBytes(StandardCharsets.US_ASCII), given);
    }

    private static DynamoException mismatch(Utf8 canonical, Utf8 toSign) {
        return new DynamoException(
                ErrorCode.INVALID_SIGNATURE,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.\n\nThe"
                        + " Canonical String for this request should have been\n'" + canonical
                        + "'\n\nThe String-to-Sign should have been\n'" + toSign + "'\n");
    }
}

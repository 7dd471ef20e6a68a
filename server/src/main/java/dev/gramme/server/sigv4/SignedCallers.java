package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.Pool;
import dev.gramme.database.identity.CredentialSource;
import dev.gramme.database.identity.Credentials;
import dev.gramme.server.http.HeaderLines;
import dev.gramme.server.http.HttpRequest;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who signed a request; refuses one that is not signed by a known key, for this region and service, now. What is
 * costly and says nothing is done last: nobody without a key's id makes it hash a body.
 */
public final class SignedCallers {
    /**
     * How far clocks may be apart (source: DynamoDB's published errors, such as "Signature expired: ...
     * (20240805T063417Z - 15 min.)"; some other services allow five minutes).
     */
    private static final long SKEW_SECONDS = 15 * 60;

    /**
     * What clients sign for where a service is the same in all regions (source: general reference, "IAM endpoints");
     * the SDK for Java signs for the second one where it is given an endpoint.
     */
    private static final Set<String> GLOBAL_REGIONS = Set.of("us-east-1", "aws-global");

    private static final Set<String> GLOBAL_SERVICES = Set.of("iam", "sts");

    private final CredentialSource source;
    private final LongSupplier clockMillis;
    /** Keys by credential: deriving one costs more than a check. */
    private final Generations<SigningKey> keys = new Generations<>();
    /** Who signed how before, by the {@link HeaderSignature#terms}. */
    private final Generations<Signer> signers = new Generations<>();

    private final Pool<Scratch> scratches = new Pool<>(Scratch::new);

    /** A client whose signature was right: what its further requests say of it in the same words. */
    private record Signer(String credential, SigningKey key, SignedHeaders signedHeaders) {
        RequestSignature signature(String signature, String amzDate, HeaderLines headers) {
            return new RequestSignature(
                    credential,
                    signedHeaders.names(),
                    signature,
                    Timestamps.require(amzDate),
                    false,
                    0,
                    headers.find("x-amz-security-token"));
        }
    }

    /**
     * Takes what it needs to know.
     *
     * @param source finds what is signed with
     * @param clockMillis milliseconds since 1970
     */
    public SignedCallers(CredentialSource source, LongSupplier clockMillis) {
        this.source = source;
        this.clockMillis = clockMillis;
    }

    /**
     * What a request was signed with.
     *
     * @param region the one signatures must be made for
     * @param service the service the request is for, as in a credential's scope
     */
    public Credentials authenticate(HttpRequest request, String region, String service) {
        HeaderLines headers = request.headers();
        String authorization = request.authorization();
        String terms = authorization == null ? null : HeaderSignature.terms(authorization);
        Signer signer = terms == null ? null : signers.find(terms);
        RequestSignature signature = read(request, signer, terms);
        SigningKey known = signer == null ? keys.find(signature.credential()) : signer.key();
        CredentialScope scope = known == null ? CredentialScope.parse(signature.credential()) : known.scope();
        scope.require(isGlobal(scope, service) ? scope.region() : region, service, signature.timestamp());
        Credentials credentials = source.find(scope.accessKeyId(), signature.sessionToken());
        if (credentials == null) {
            throw new DynamoException(
                    ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        SignedHeaders signedHeaders =
                signer == null ? SignedHeaders.of(signature.signedHeaders()) : signer.signedHeaders();
        signedHeaders.require(headers, signature.presigned());
        requireTime(signature);
        SigningKey key = known != null && known.isOf(credentials) ? known : SigningKey.derive(credentials, scope);
        check(request, signature, signedHeaders, key);
        // Only who knows the secret gets here: nobody else can fill the caches or push others out of them.
        if (key != known) {
            keys.keep(signature.credential(), key);
        }
        if (terms != null && (signer == null || signer.key() != key)) {
            signers.keep(terms, new Signer(signature.credential(), key, signedHeaders));
        }
        return credentials;
    }

    private void check(HttpRequest request, RequestSignature signature, SignedHeaders signedHeaders, SigningKey key) {
        Scratch scratch = scratches.take();
        Utf8 text = scratch.text();
        text.clear();
        CanonicalRequest.write(request, signedHeaders, signature.presigned(), scratch);
        int canonicalLength = text.length();
        CanonicalRequest.writeStringToSign(signature.timestamp(), key.scope(), scratch);
        byte[] expected = scratch.hmac(key, text.array(), canonicalLength, text.length() - canonicalLength);
        if (!matches(expected, signature.signature())) {
            throw mismatch(text.toString(), canonicalLength);
        }
        scratches.giveBack(scratch);
    }

    /** Such services take signatures for the server's own region, too. */
    private static boolean isGlobal(CredentialScope scope, String service) {
        return GLOBAL_REGIONS.contains(scope.region()) && GLOBAL_SERVICES.contains(service);
    }

    private static RequestSignature read(HttpRequest request, @Nullable Signer signer, @Nullable String terms) {
        String authorization = request.authorization();
        if (authorization != null && !authorization.isEmpty()) {
            HeaderLines headers = request.headers();
            String amzDate = signer == null ? null : headers.find("x-amz-date");
            return signer == null || terms == null || amzDate == null
                    ? HeaderSignature.read(authorization, headers)
                    : signer.signature(authorization.substring(terms.length()), amzDate, headers);
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
                            + " + 15 min.)");
        }
    }

    /** Takes the same time whatever differs. */
    private static boolean matches(byte[] expected, String hex) {
        int length = expected.length * 2;
        if (hex.length() != length) {
            return false;
        }
        int different = 0;
        for (int at = 0; at < length; at++) {
            different |= hex.charAt(at) ^ Utf8.hexDigit(expected[at / 2] >> (at % 2 == 0 ? 4 : 0));
        }
        return different == 0;
    }

    private static DynamoException mismatch(String text, int canonicalBytes) {
        // A name or value that is no UTF-8 shifts the border by a few characters; what follows it is always known.
        int border = Math.max(0, text.lastIndexOf("AWS4-HMAC-SHA256\n", Math.min(text.length(), canonicalBytes)));
        return new DynamoException(
                ErrorCode.INVALID_SIGNATURE,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.\n\nThe"
                        + " Canonical String for this request should have been\n'" + text.substring(0, border)
                        + "'\n\nThe String-to-Sign should have been\n'" + text.substring(border) + "'\n");
    }
}

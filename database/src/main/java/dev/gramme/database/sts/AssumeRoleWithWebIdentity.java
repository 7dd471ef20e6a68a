package dev.gramme.database.sts;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.IssuedSession;
import dev.gramme.database.identity.OidcProvider;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Decision;
import dev.gramme.database.policy.Evaluation;
import dev.gramme.database.policy.PolicyRequest;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.policy.Subject;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.AssumeRoleWithWebIdentityRequest;
import dev.gramme.model.sts.AssumeRoleWithWebIdentityResponse;
import dev.gramme.model.sts.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * AssumeRoleWithWebIdentity: a session of a role for whom an identity provider vouches. The request is not signed: its
 * token is all that tells who asks. Source: API reference, and IAM user guide, "Available keys for AWS web identity
 * federation".
 */
final class AssumeRoleWithWebIdentity
        implements Operation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse> {
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
    private static final String SCHEME = "https://";
    /** How far clocks may be apart. */
    private static final long SKEW_SECONDS = 5 * 60;

    private final Sessions sessions;
    private final WebIdentityKeys keys;

    AssumeRoleWithWebIdentity(Sessions sessions, WebIdentityKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    @Override
    public OperationShape<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse> shape() {
        return Operations.ASSUME_ROLE_WITH_WEB_IDENTITY;
    }

    @Override
    public boolean mustBeSigned() {
        return false;
    }

    /** None: whoever signed the request, if anybody did, is not who asks. */
    @Override
    public List<Access> accesses(Call call, AssumeRoleWithWebIdentityRequest request) {
        return List.of();
    }

    @Override
    public AssumeRoleWithWebIdentityResponse run(Call call, AssumeRoleWithWebIdentityRequest request) {
        if (request.providerId() != null) {
            throw DynamoException.validation("ProviderId is for OAuth 2.0 access tokens, which are not supported");
        }
        WebToken token = WebToken.parse(requireNonNull(request.webIdentityToken()));
        String issuer = token.require("iss");
        String subject = token.require("sub");
        AssumedRole role = AssumedRole.find(sessions.accounts(), requireNonNull(request.roleArn()));
        if (role == null) {
            throw refused();
        }
        String accountId = role.state().accountId();
        String host = issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
        OidcProvider provider = role.state().provider(OidcProvider.arn(accountId, host));
        if (provider == null) {
            throw new DynamoException(
                    ErrorCode.INVALID_IDENTITY_TOKEN, "No OpenIDConnect provider found in your account for " + issuer);
        }
        requireGenuine(token, issuer);
        String audience = requireAudience(token, provider);
        requireTrust(role, provider, token, request);
        SessionLimits limits = SessionLimits.of(role.state(), request.policy(), request.policyArns(), Map.of());
        String name = requireNonNull(request.roleSessionName());
        long now = sessions.nowMillis();
        IssuedSession session = new IssuedSession(
                sessions.newKeyId(accountId),
                sessions.newSecret(),
                Caller.Kind.ASSUMED_ROLE,
                accountId,
                role.role().id(),
                name,
                now,
                now + role.seconds(request.durationSeconds()) * 1_000L,
                limits.policies(),
                limits.policyArns(),
                Map.of(),
                List.of(),
                null,
                provider.arn());
        return AssumeRoleWithWebIdentityResponse.builder()
                .credentials(sessions.credentials(session))
                .subjectFromWebIdentityToken(subject)
                .assumedRoleUser(AssumeRole.user(role, name))
                .packedPolicySize(limits.shownPercent())
                .provider(provider.arn())
                .audience(audience)
                .build();
    }

    /** That the issuer signed the token, and that its time has come and is not over. */
    private void requireGenuine(WebToken token, String issuer) {
        byte[] document = keys.keySet(issuer);
        WebKeys known = document == null ? null : WebKeys.parse(document);
        if (known == null) {
            throw new DynamoException(
                    ErrorCode.INVALID_IDENTITY_TOKEN,
                    "Couldn't retrieve verification key from your identity provider, please reference"
                            + " AssumeRoleWithWebIdentity documentation for requirements");
        }
        String algorithm = token.header("alg");
        if (algorithm == null || !known.verify(algorithm, token.header("kid"), token.signed(), token.signature())) {
            throw new DynamoException(ErrorCode.INVALID_IDENTITY_TOKEN, "Invalid token signature");
        }
        long now = sessions.nowMillis() / 1_000;
        Long expires = token.seconds("exp");
        if (expires == null) {
            throw new DynamoException(ErrorCode.INVALID_IDENTITY_TOKEN, "Missing a required claim: exp");
        }
        if (now >= expires) {
            throw new DynamoException(
                    ErrorCode.EXPIRED_IDENTITY_TOKEN,
                    "Token expired: current date/time " + now + " must be before the expiration date/time " + expires);
        }
        Long notBefore = token.seconds("nbf");
        if (notBefore != null && notBefore > now + SKEW_SECONDS) {
            throw new DynamoException(
                    ErrorCode.INVALID_IDENTITY_TOKEN, "Token is not valid before " + Instant.ofEpochSecond(notBefore));
        }
    }

    private static String requireAudience(WebToken token, OidcProvider provider) {
        for (String audience : token.audiences()) {
            if (provider.clientIds().contains(audience)) {
                return audience;
            }
        }
        throw new DynamoException(ErrorCode.INVALID_IDENTITY_TOKEN, "Incorrect token audience");
    }

    private void requireTrust(
            AssumedRole role, OidcProvider provider, WebToken token, AssumeRoleWithWebIdentityRequest request) {
        SessionFacts facts = SessionFacts.of(role)
                .with("sts:rolesessionname", request.roleSessionName())
                .with("aws:federatedprovider", provider.arn())
                .with(
                        "aws:currenttime",
                        Instant.ofEpochMilli(sessions.nowMillis()).toString())
                .with("aws:epochtime", String.valueOf(sessions.nowMillis() / 1_000))
                .withClaims(provider.host(), token);
        PolicyRequest asked = new PolicyRequest(
                Subject.webIdentity(provider.arn(), token.require("sub")),
                ACTION,
                role.role().arn(),
                facts);
        ResourceRule rule = ResourceRule.mustAllow(
                role.state().accountId(),
                new AttachedPolicy(role.role().arn(), role.terms().trust().policy()));
        Decision decision = Evaluation.decide(asked, PrincipalPolicies.NONE, rule);
        if (!decision.isAllowed()) {
            throw refused();
        }
    }

    private static DynamoException refused() {
        return new DynamoException(ErrorCode.ACCESS_DENIED, "Not authorized to perform " + ACTION);
    }
}

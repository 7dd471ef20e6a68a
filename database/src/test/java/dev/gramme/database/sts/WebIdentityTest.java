package dev.gramme.database.sts;

import static dev.gramme.database.testing.Client.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebIdentityTest {
    private static final String ACCOUNT = "111111111111";
    private static final String ISSUER = "https://issuer.example/tenant";
    private static final String HOST = "issuer.example/tenant";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/web";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair rsa = keys("RSA");
    private final KeyPair ec = keys("EC");
    private final ManualEnvironment environment = ManualEnvironment.still();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private final Database database = TestDatabases.over(
            engine,
            environment,
            Settings.DEFAULT.withWebIdentityKeys(issuer -> issuer.equals(ISSUER) ? keySet() : null));
    private final Identified root = Identified.root(database, ACCOUNT);
    private final Identified anyone = new Identified(database, Caller.open("000000000000", ""));

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(BigInteger number) {
        return BASE64.encodeToString(number.toByteArray());
    }

    private byte[] keySet() {
        RSAPublicKey one = (RSAPublicKey) rsa.getPublic();
        ECPublicKey other = (ECPublicKey) ec.getPublic();
        Map<String, Object> rsaKey =
                Map.of("kty", "RSA", "kid", "one", "n", number(one.getModulus()), "e", number(one.getPublicExponent()));
        Map<String, Object> ecKey = Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "kid",
                "two",
                "x5c",
                List.of(),
                "x",
                number(other.getW().getAffineX()),
                "y",
                number(other.getW().getAffineY()));
        return Client.json(Map.of("keys", List.of(rsaKey, ecKey))).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> claims() {
        return new HashMap<>(
                Map.of("iss", ISSUER, "sub", "repo:one", "aud", "app", "exp", environment.clockMillis() / 1_000 + 600));
    }

    private String token(String algorithm, Map<String, Object> claims) {
        boolean isRsa = algorithm.equals("RS256");
        String text = part(Map.of("alg", algorithm, "kid", isRsa ? "one" : "two")) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(isRsa ? rsa.getPrivate() : ec.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> object) {
        return BASE64.encodeToString(Client.json(object).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> request(String token) {
        return Map.of("RoleArn", ROLE, "RoleSessionName", "s1", "WebIdentityToken", token);
    }

    private String refused(ErrorCode code, String token) {
        return anyone.refused(code, "sts:AssumeRoleWithWebIdentity", request(token));
    }

    @BeforeEach
    void createRole() {
        root.call("iam:CreateOpenIDConnectProvider", Map.of("Url", ISSUER, "ClientIDList", List.of("app")));
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":"
                + "\"arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + HOST + "\"},\"Action\":"
                + "\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\"" + HOST
                + ":sub\":\"repo:one\",\"" + HOST + ":aud\":\"app\"}}}}";
        root.call("iam:CreateRole", Map.of("RoleName", "web", "AssumeRolePolicyDocument", trust));
        root.call(
                "iam:AttachRolePolicy",
                Map.of("RoleName", "web", "PolicyArn", "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"));
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    @Test
    void whomAProviderVouchesForIsLetIn() {
        for (String algorithm : List.of("RS256", "ES256")) {
            Map<String, Object> answer =
                    anyone.call("sts:AssumeRoleWithWebIdentity", request(token(algorithm, claims())));
            assertThat(answer)
                    .containsEntry("SubjectFromWebIdentityToken", "repo:one")
                    .containsEntry("Audience", "app")
                    .containsEntry("Provider", "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + HOST);
            Identified session = Identified.with(database, map(answer.get("Credentials")));
            session.call("dynamodb:ListTables", Map.of());
            session.refused(ErrorCode.ACCESS_DENIED, "iam:ListUsers", Map.of());
        }
    }

    @Test
    void othersAreNot() {
        Map<String, Object> claims = claims();
        claims.put("sub", "repo:other");
        assertThat(refused(ErrorCode.ACCESS_DENIED, token("RS256", claims)))
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        claims = claims();
        claims.put("aud", List.of("other"));
        assertThat(refused(ErrorCode.INVALID_IDENTITY_TOKEN, token("RS256", claims)))
                .isEqualTo("Incorrect token audience");
        claims = claims();
        claims.put("iss", "https://elsewhere.example");
        assertThat(refused(ErrorCode.INVALID_IDENTITY_TOKEN, token("RS256", claims)))
                .isEqualTo("No OpenIDConnect provider found in your account for https://elsewhere.example");
        claims = claims();
        claims.put("exp", environment.clockMillis() / 1_000);
        refused(ErrorCode.EXPIRED_IDENTITY_TOKEN, token("RS256", claims));
        claims = claims();
        claims.remove("exp");
        refused(ErrorCode.INVALID_IDENTITY_TOKEN, token("RS256", claims));
        claims = claims();
        claims.put("nbf", environment.clockMillis() / 1_000 + 3_600);
        refused(ErrorCode.INVALID_IDENTITY_TOKEN, token("RS256", claims));
    }

    @Test
    void whatIsNotSignedByTheIssuerProvesNothing() {
        String good = token("RS256", claims());
        String unsigned = part(Map.of("alg", "none")) + "." + part(claims()) + ".";
        String swapped = part(Map.of("alg", "ES256", "kid", "one")) + good.substring(good.indexOf('.'));
        String other = part(Map.of("alg", "RS256", "kid", "one")) + "." + part(claims()) + "."
                + BASE64.encodeToString(new byte[256]);
        for (String token : List.of(unsigned, swapped, other, good + "A", "a.b.c", "aaaa", "....", good + ".")) {
            refused(ErrorCode.INVALID_IDENTITY_TOKEN, token);
        }
    }
}

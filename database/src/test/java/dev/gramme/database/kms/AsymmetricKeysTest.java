package dev.gramme.database.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, authentication codes and RSA encryption, checked against Java's own. */
class AsymmetricKeysTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
    private static final String TEXT = base64(MESSAGE);

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        engine = TestEngines.open(environment::clockMillis);
        start();
    }

    private void start() {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT);
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private String create(String spec, String usage) {
        return (String) metadata(spec, usage).get("Arn");
    }

    private Map<String, Object> metadata(String spec, String usage) {
        return Client.map(client.call("kms:CreateKey", Map.of("KeySpec", spec, "KeyUsage", usage))
                .get("KeyMetadata"));
    }

    private void refused(ErrorCode code, String message, String operation, Map<String, ?> request) {
        assertThatThrownBy(() -> client.call("kms:" + operation, request))
                .isInstanceOfSatisfying(DynamoException.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.text()).isEqualTo(message);
                });
    }

    private PublicKey publicKey(String key, String algorithm) throws GeneralSecurityException {
        Object encoded = client.call("kms:GetPublicKey", Map.of("KeyId", key)).get("PublicKey");
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes(encoded)));
    }

    private Map<String, Object> signing(String key, String algorithm, String type, byte[] message) {
        Map<String, Object> request = new HashMap<>();
        request.put("KeyId", key);
        request.put("Message", base64(message));
        request.put("SigningAlgorithm", algorithm);
        request.put("MessageType", type);
        return request;
    }

    private static Signature java(String algorithm) throws GeneralSecurityException {
        String digits = algorithm.substring(algorithm.length() - 3);
        if (algorithm.startsWith("RSASSA_PSS")) {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            String hash = "SHA-" + digits;
            pss.setParameter(
                    new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(digits) / 8, 1));
            return pss;
        }
        return Signature.getInstance(
                switch (algorithm) {
                    case "ED25519_SHA_512" -> "Ed25519";
                    case "ML_DSA_SHAKE_256" -> "ML-DSA";
                    default -> "SHA" + digits + (algorithm.startsWith("RSA") ? "withRSA" : "withECDSA");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048,RSA",
        "RSA_3072,RSA",
        "ECC_NIST_P256,EC",
        "ECC_NIST_P384,EC",
        "ECC_NIST_P521,EC",
        "ECC_NIST_EDWARDS25519,Ed25519",
        "ML_DSA_44,ML-DSA",
        "ML_DSA_65,ML-DSA",
        "ML_DSA_87,ML-DSA"
    })
    void whatIsSignedIsVerifiedHereAndByJava(String spec, String java) throws GeneralSecurityException {
        Map<String, Object> metadata = metadata(spec, "SIGN_VERIFY");
        String key = (String) metadata.get("Arn");
        assertThat(metadata)
                .containsEntry("KeySpec", spec)
                .containsEntry("KeyUsage", "SIGN_VERIFY")
                .doesNotContainKeys("EncryptionAlgorithms", "MacAlgorithms", "CurrentKeyMaterialId");
        database.close();
        start();
        PublicKey publicKey = publicKey(key, java);
        for (Object algorithm : (List<?>) metadata.get("SigningAlgorithms")) {
            String name = (String) algorithm;
            String type = name.equals("ED25519_PH_SHA_512") ? "DIGEST" : "RAW";
            byte[] message = type.equals("RAW")
                    ? MESSAGE
                    : MessageDigest.getInstance("SHA-512").digest(MESSAGE);
            Map<String, Object> request = signing(key, name, type, message);
            Object signature = client.call("kms:Sign", request).get("Signature");
            if (type.equals("RAW")) {
                Signature checked = java(name);
                checked.initVerify(publicKey);
                checked.update(MESSAGE);
                assertThat(checked.verify(bytes(signature))).as(name).isTrue();
            }
            request.put("Signature", signature);
            assertThat(client.call("kms:Verify", request)).containsEntry("SignatureValid", true);
            request.put("Message", base64(type.equals("RAW") ? new byte[7] : new byte[64]));
            refused(ErrorCode.KMS_INVALID_SIGNATURE, "", "Verify", request);
            request.put("Signature", "AAAA");
            refused(ErrorCode.KMS_INVALID_SIGNATURE, "", "Verify", request);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048,RSASSA_PSS_SHA_256",
        "RSA_2048,RSASSA_PSS_SHA_384",
        "RSA_2048,RSASSA_PKCS1_V1_5_SHA_512",
        "ECC_NIST_P384,ECDSA_SHA_384"
    })
    void aDigestIsSignedAsItsMessage(String spec, String algorithm) throws GeneralSecurityException {
        String key = create(spec, "SIGN_VERIFY");
        byte[] digest = MessageDigest.getInstance("SHA-" + algorithm.substring(algorithm.length() - 3))
                .digest(MESSAGE);
        Object signature = client.call("kms:Sign", signing(key, algorithm, "DIGEST", digest))
                .get("Signature");
        Map<String, Object> raw = signing(key, algorithm, "RAW", MESSAGE);
        raw.put("Signature", signature);
        assertThat(client.call("kms:Verify", raw)).containsEntry("SignatureValid", true);
        refused(
                ErrorCode.VALIDATION,
                "Digest is invalid length for algorithm " + algorithm + ".",
                "Sign",
                signing(key, algorithm, "DIGEST", MESSAGE));
    }

    @Test
    void aTamperedSignatureOfAnyByteIsNone() {
        String key = create("RSA_2048", "SIGN_VERIFY");
        for (String algorithm : List.of("RSASSA_PSS_SHA_256", "RSASSA_PKCS1_V1_5_SHA_256")) {
            Map<String, Object> request = signing(key, algorithm, "RAW", MESSAGE);
            byte[] signature = bytes(client.call("kms:Sign", request).get("Signature"));
            for (int at = 0; at < signature.length; at += 17) {
                byte[] tampered = signature.clone();
                tampered[at] ^= 1;
                request.put("Signature", base64(tampered));
                refused(ErrorCode.KMS_INVALID_SIGNATURE, "", "Verify", request);
            }
        }
    }

    @Test
    void javaEncryptsAndTheKeyDecrypts() throws GeneralSecurityException {
        String key = create("RSA_2048", "ENCRYPT_DECRYPT");
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                publicKey(key, "RSA"),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Map<String, Object> request = new HashMap<>();
        request.put("KeyId", key);
        request.put("EncryptionAlgorithm", "RSAES_OAEP_SHA_256");
        request.put("CiphertextBlob", base64(cipher.doFinal(MESSAGE)));
        assertThat(client.call("kms:Decrypt", request))
                .containsEntry("Plaintext", TEXT)
                .containsEntry("EncryptionAlgorithm", "RSAES_OAEP_SHA_256")
                .doesNotContainKey("KeyMaterialId");
        for (String algorithm : List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256")) {
            Map<String, Object> plain = Map.of("KeyId", key, "Plaintext", TEXT, "EncryptionAlgorithm", algorithm);
            Object blob = client.call("kms:Encrypt", plain).get("CiphertextBlob");
            request.put("EncryptionAlgorithm", algorithm);
            request.put("CiphertextBlob", blob);
            assertThat(client.call("kms:Decrypt", request)).containsEntry("Plaintext", TEXT);
        }
        request.put("EncryptionAlgorithm", "RSAES_OAEP_SHA_1");
        request.put("CiphertextBlob", base64(new byte[256]));
        refused(ErrorCode.KMS_INVALID_CIPHERTEXT, "", "Decrypt", request);
        refused(
                ErrorCode.VALIDATION,
                "Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190 bytes.",
                "Encrypt",
                Map.of("KeyId", key, "Plaintext", base64(new byte[191]), "EncryptionAlgorithm", "RSAES_OAEP_SHA_256"));
    }

    @Test
    void aCiphertextMovesBetweenKindsOfKeys() {
        String rsa = create("RSA_2048", "ENCRYPT_DECRYPT");
        String plain = create("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
        Object blob = client.call(
                        "kms:Encrypt",
                        Map.of("KeyId", rsa, "Plaintext", TEXT, "EncryptionAlgorithm", "RSAES_OAEP_SHA_256"))
                .get("CiphertextBlob");
        Map<String, Object> moved = client.call(
                "kms:ReEncrypt",
                Map.of(
                        "SourceKeyId", rsa,
                        "SourceEncryptionAlgorithm", "RSAES_OAEP_SHA_256",
                        "CiphertextBlob", blob,
                        "DestinationKeyId", plain));
        assertThat(moved)
                .containsEntry("SourceEncryptionAlgorithm", "RSAES_OAEP_SHA_256")
                .containsEntry("DestinationEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
        assertThat(client.call("kms:Decrypt", Map.of("CiphertextBlob", moved.get("CiphertextBlob"))))
                .containsEntry("Plaintext", TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "HMAC_224,HMAC_SHA_224,28",
        "HMAC_256,HMAC_SHA_256,32",
        "HMAC_384,HMAC_SHA_384,48",
        "HMAC_512,HMAC_SHA_512,64"
    })
    void anAuthenticationCodeIsThatOfItsMessage(String spec, String algorithm, int length) {
        Map<String, Object> metadata = metadata(spec, "GENERATE_VERIFY_MAC");
        assertThat(metadata).containsEntry("MacAlgorithms", List.of(algorithm));
        Map<String, Object> request = new HashMap<>();
        request.put("KeyId", metadata.get("KeyId"));
        request.put("MacAlgorithm", algorithm);
        request.put("Message", TEXT);
        Map<String, Object> made = client.call("kms:GenerateMac", request);
        assertThat(bytes(made.get("Mac"))).hasSize(length);
        request.put("Mac", made.get("Mac"));
        assertThat(client.call("kms:VerifyMac", request)).containsEntry("MacValid", true);
        request.put("Message", "AAAA");
        refused(ErrorCode.KMS_INVALID_MAC, "", "VerifyMac", request);
    }

    @ParameterizedTest
    @CsvSource({"ECC_NIST_P256,secp256r1", "ECC_NIST_P384,secp384r1", "ECC_NIST_P521,secp521r1"})
    void twoAgreeOnASecret(String spec, String curve) throws GeneralSecurityException {
        String key = create(spec, "KEY_AGREEMENT");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair other = generator.generateKeyPair();
        Map<String, Object> request = new HashMap<>();
        request.put("KeyId", key);
        request.put("KeyAgreementAlgorithm", "ECDH");
        request.put("PublicKey", base64(other.getPublic().getEncoded()));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(other.getPrivate());
        agreement.doPhase(publicKey(key, "EC"), true);
        assertThat(client.call("kms:DeriveSharedSecret", request))
                .containsEntry("SharedSecret", base64(agreement.generateSecret()))
                .containsEntry("KeyOrigin", "AWS_KMS");
        generator.initialize(new ECGenParameterSpec(curve.equals("secp256r1") ? "secp384r1" : "secp256r1"));
        String message = "The public key is none of the curve " + spec + ".";
        request.put("PublicKey", base64(generator.generateKeyPair().getPublic().getEncoded()));
        refused(ErrorCode.VALIDATION, message, "DeriveSharedSecret", request);
        byte[] offCurve = other.getPublic().getEncoded();
        offCurve[offCurve.length - 1] ^= 1;
        request.put("PublicKey", base64(offCurve));
        refused(ErrorCode.VALIDATION, message, "DeriveSharedSecret", request);
        refused(
                ErrorCode.KMS_INVALID_KEY_USAGE,
                key + " key usage is KEY_AGREEMENT which is not valid for Sign.",
                "Sign",
                signing(key, "ECDSA_SHA_256", "RAW", MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048,RSA", "ECC_NIST_P256,EC", "ECC_NIST_EDWARDS25519,Ed25519"})
    void aPairForUseElsewhereIsAPair(String spec, String java) throws GeneralSecurityException {
        String key = create("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
        Map<String, Object> request = Map.of("KeyId", key, "KeyPairSpec", spec, "EncryptionContext", Map.of("a", "b"));
        Map<String, Object> made = client.call("kms:GenerateDataKeyPair", request);
        Map<String, Object> opened = client.call(
                "kms:Decrypt",
                Map.of("CiphertextBlob", made.get("PrivateKeyCiphertextBlob"), "EncryptionContext", Map.of("a", "b")));
        assertThat(opened).containsEntry("Plaintext", made.get("PrivateKeyPlaintext"));
        KeyFactory factory = KeyFactory.getInstance(java);
        PrivateKey ofPrivate = factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(opened.get("Plaintext"))));
        PublicKey ofPublic = factory.generatePublic(new X509EncodedKeySpec(bytes(made.get("PublicKey"))));
        Signature signature = Signature.getInstance(
                java.equals("Ed25519") ? java : java.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(ofPrivate);
        signature.update(MESSAGE);
        byte[] signed = signature.sign();
        signature.initVerify(ofPublic);
        signature.update(MESSAGE);
        assertThat(signature.verify(signed)).isTrue();
        assertThat(client.call("kms:GenerateDataKeyPairWithoutPlaintext", request))
                .containsKey("PrivateKeyCiphertextBlob")
                .doesNotContainKey("PrivateKeyPlaintext");
    }

    @Test
    void whatAKeyIsNotForIsRefused() {
        String signs = create("ECC_NIST_P256", "SIGN_VERIFY");
        String encrypts = create("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
        String rsa = create("RSA_2048", "ENCRYPT_DECRYPT");
        refused(
                ErrorCode.KMS_INVALID_KEY_USAGE,
                signs + " key usage is SIGN_VERIFY which is not valid for Encrypt.",
                "Encrypt",
                Map.of("KeyId", signs, "Plaintext", TEXT));
        refused(
                ErrorCode.KMS_INVALID_KEY_USAGE,
                encrypts + " key usage is ENCRYPT_DECRYPT which is not valid for Sign.",
                "Sign",
                signing(encrypts, "ECDSA_SHA_256", "RAW", MESSAGE));
        refused(
                ErrorCode.KMS_INVALID_KEY_USAGE,
                "You cannot use algorithm ECDSA_SHA_384 with key " + signs + ".",
                "Sign",
                signing(signs, "ECDSA_SHA_384", "RAW", MESSAGE));
        refused(
                ErrorCode.KMS_INVALID_KEY_USAGE,
                rsa + " key spec is RSA_2048 which is not valid for GenerateDataKey.",
                "GenerateDataKey",
                Map.of("KeyId", rsa, "KeySpec", "AES_256"));
        refused(
                ErrorCode.KMS_UNSUPPORTED_OPERATION,
                encrypts + " key spec is SYMMETRIC_DEFAULT which is not valid for GetPublicKey.",
                "GetPublicKey",
                Map.of("KeyId", encrypts));
        refused(
                ErrorCode.KMS_UNSUPPORTED_OPERATION,
                signs + " key spec is ECC_NIST_P256 which is not valid for EnableKeyRotation.",
                "EnableKeyRotation",
                Map.of("KeyId", signs));
        Map<String, Object> dry = signing(signs, "ECDSA_SHA_256", "RAW", MESSAGE);
        dry.put("DryRun", true);
        refused(ErrorCode.KMS_DRY_RUN, "The request would have succeeded, but the DryRun option is set.", "Sign", dry);
        client.call("kms:DisableKey", Map.of("KeyId", signs));
        refused(
                ErrorCode.KMS_DISABLED,
                signs + " is disabled.",
                "Sign",
                signing(signs, "ECDSA_SHA_256", "RAW", MESSAGE));
    }

    @Test
    void kindsOfKeysThatAreNotThereAreRefused() {
        for (String spec : List.of("ECC_SECG_P256K1", "SM2")) {
            refused(
                    ErrorCode.KMS_UNSUPPORTED_OPERATION,
                    "Gramme makes no keys with KeySpec " + spec,
                    "CreateKey",
                    Map.of("KeySpec", spec, "KeyUsage", "SIGN_VERIFY"));
        }
        refused(
                ErrorCode.VALIDATION,
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
                "CreateKey",
                Map.of("KeySpec", "RSA_2048"));
        refused(
                ErrorCode.VALIDATION,
                "KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256",
                "CreateKey",
                Map.of("KeySpec", "ECC_NIST_P256", "KeyUsage", "ENCRYPT_DECRYPT"));
    }

    @Test
    void policiesCanAskForTheAlgorithm() {
        Identified owner = Identified.root(database, "000000000000");
        Object key = Client.map(owner.call("kms:CreateKey", Map.of("KeySpec", "RSA_2048", "KeyUsage", "SIGN_VERIFY"))
                        .get("KeyMetadata"))
                .get("Arn");
        owner.call("iam:CreateUser", Map.of("UserName", "ann"));
        Identified ann = Identified.with(
                database,
                Client.map(owner.call("iam:CreateAccessKey", Map.of("UserName", "ann"))
                        .get("AccessKey")));
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:Sign\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"kms:SigningAlgorithm\":"
                + "\"RSASSA_PSS_SHA_256\",\"kms:MessageType\":\"RAW\"}}},{\"Effect\":\"Allow\",\"Action\":"
                + "\"kms:CreateKey\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"kms:KeySpec\":"
                + "\"HMAC_256\"}}}]}";
        owner.call("iam:PutUserPolicy", Map.of("UserName", "ann", "PolicyName", "p", "PolicyDocument", document));
        ann.call("kms:Sign", signing((String) key, "RSASSA_PSS_SHA_256", "RAW", MESSAGE));
        assertThat(ann.refused(
                        ErrorCode.ACCESS_DENIED,
                        "kms:Sign",
                        signing((String) key, "RSASSA_PSS_SHA_384", "RAW", MESSAGE)))
                .contains("kms:Sign");
        ann.refused(
                ErrorCode.ACCESS_DENIED,
                "kms:Sign",
                signing((String) key, "RSASSA_PSS_SHA_256", "DIGEST", new byte[32]));
        ann.call("kms:CreateKey", Map.of("KeySpec", "HMAC_256", "KeyUsage", "GENERATE_VERIFY_MAC"));
        ann.refused(ErrorCode.ACCESS_DENIED, "kms:CreateKey", Map.of());
    }
}

package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signatures and authentication codes with the AWS SDK and the packaged server; keys outlive a restart. */
@Timeout(60)
class KmsSignaturesTest {
    private static final SdkBytes MESSAGE = SdkBytes.fromUtf8String("a message");
    private static final SdkBytes OTHER = SdkBytes.fromUtf8String("another");

    @TempDir
    private Path data;

    private static KmsClient client(ServerProcess server) {
        return KmsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String create(KmsClient kms, KeySpec spec, KeyUsageType usage) {
        return kms.createKey(request -> request.keySpec(spec).keyUsage(usage))
                .keyMetadata()
                .arn();
    }

    @Test
    void whatWasSignedBeforeARestartIsVerifiedAfterIt() throws Exception {
        String signing;
        String authenticating;
        SdkBytes signature;
        SdkBytes mac;
        try (ServerProcess server = Packaged.start(data);
                KmsClient kms = client(server)) {
            signing = create(kms, KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
            authenticating = create(kms, KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
            signature = kms.sign(request -> request.keyId(signing)
                            .message(MESSAGE)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                    .signature();
            mac = kms.generateMac(request ->
                            request.keyId(authenticating).message(MESSAGE).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))
                    .mac();
        }
        try (ServerProcess server = Packaged.start(data);
                KmsClient kms = client(server)) {
            byte[] encoded = kms.getPublicKey(request -> request.keyId(signing))
                    .publicKey()
                    .asByteArray();
            PublicKey publicKey = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            Signature java = Signature.getInstance("SHA256withECDSA");
            java.initVerify(publicKey);
            java.update(MESSAGE.asByteArray());
            assertThat(java.verify(signature.asByteArray())).isTrue();
            assertThat(verifies(kms, signing, MESSAGE, signature)).isTrue();
            assertThatThrownBy(() -> verifies(kms, signing, OTHER, signature))
                    .isInstanceOf(KmsInvalidSignatureException.class);
            assertThat(authenticates(kms, authenticating, MESSAGE, mac)).isTrue();
            assertThatThrownBy(() -> authenticates(kms, authenticating, OTHER, mac))
                    .isInstanceOf(KmsInvalidMacException.class);
        }
    }

    private static boolean verifies(KmsClient kms, String key, SdkBytes message, SdkBytes signature) {
        return kms.verify(request -> request.keyId(key)
                        .message(message)
                        .signature(signature)
                        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                .signatureValid();
    }

    private static boolean authenticates(KmsClient kms, String key, SdkBytes message, SdkBytes mac) {
        return kms.verifyMac(request ->
                        request.keyId(key).message(message).mac(mac).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))
                .macValid();
    }
}

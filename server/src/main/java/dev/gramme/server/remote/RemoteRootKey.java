package dev.gramme.server.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * A root key that KMS, or whatever speaks its protocol, made and encrypted: only the ciphertext is kept, and each start
 * asks to decrypt it. Called with the credentials of the SDK's default chain.
 */
public final class RemoteRootKey {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REGION_FIELD = 3;
    private static final int ARN_FIELDS = 6;
    private static final Map<String, String> CONTEXT = Map.of("gramme", "root key");

    private RemoteRootKey() {}

    /**
     * Opens the key, or has it made where there is no file yet.
     *
     * @param file where the ciphertext is kept
     * @param keyArn of the key of KMS
     * @param endpoint null for that of AWS
     * @throws IOException with what is wrong, for people
     */
    public static byte[] open(Path file, String keyArn, @Nullable URI endpoint) throws IOException {
        String[] fields = keyArn.split(":", -1);
        if (fields.length != ARN_FIELDS || !fields[2].equals("kms")) {
            throw new IOException("The root key's KMS key must be named by its ARN, not '" + keyArn + "'.");
        }
        try (KmsClient client = client(fields[REGION_FIELD], endpoint)) {
            return Files.exists(file) ? decrypted(client, file, keyArn) : made(client, file, keyArn);
        } catch (SdkException e) {
            throw new IOException("KMS does not give the root key: " + e.getMessage(), e);
        }
    }

    private static KmsClient client(String region, @Nullable URI endpoint) {
        KmsClientBuilder builder = KmsClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIMEOUT)
                        .socketTimeout(TIMEOUT));
        return endpoint == null
                ? builder.build()
                : builder.endpointOverride(endpoint).build();
    }

    private static byte[] decrypted(KmsClient client, Path file, String keyArn) throws IOException {
        SdkBytes ciphertext = SdkBytes.fromByteArray(Files.readAllBytes(file));
        return client.decrypt(request ->
                        request.ciphertextBlob(ciphertext).keyId(keyArn).encryptionContext(CONTEXT))
                .plaintext()
                .asByteArray();
    }

    /** Kept under another name first: a ciphertext cut short by a crash must never be taken for one. */
    private static byte[] made(KmsClient client, Path file, String keyArn) throws IOException {
        GenerateDataKeyResponse answer = client.generateDataKey(
                request -> request.keyId(keyArn).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(
                draft,
                answer.ciphertextBlob().asByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return answer.plaintext().asByteArray();
    }
}

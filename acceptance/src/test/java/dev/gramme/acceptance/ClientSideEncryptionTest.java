package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.DynamoDbEncryptionInterceptor;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.model.DynamoDbTableEncryptionConfig;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.model.DynamoDbTablesEncryptionConfig;
import software.amazon.cryptography.dbencryptionsdk.structuredencryption.model.CryptoAction;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/** AWS's Database Encryption SDK: items are encrypted in the client, under a key of this server's KMS. */
@Timeout(60)
class ClientSideEncryptionTest {
    private static final StaticCredentialsProvider ANYONE =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    @Test
    void itemsAreEncryptedInTheClientUnderAKeyOfKms() throws Exception {
        try (Server server = Server.start(ServerConfig.inMemory());
                KmsClient kms = kms(server.endpoint());
                DynamoDbClient plain = dynamoDb(server.endpoint(), null)) {
            String keyArn = kms.createKey().keyMetadata().arn();
            plain.createTable(request -> request.tableName("films")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build()));
            try (DynamoDbClient sealing = dynamoDb(server.endpoint(), interceptor(kms, keyArn))) {
                Map<String, AttributeValue> item =
                        Map.of("pk", s("a"), "secret", s("nobody knows"), ":open", s("everybody knows"));
                sealing.putItem(request -> request.tableName("films").item(item));
                Map<String, AttributeValue> key = Map.of("pk", s("a"));
                assertThat(sealing.getItem(request -> request.tableName("films").key(key))
                                .item())
                        .containsAllEntriesOf(item);
                Map<String, AttributeValue> stored = plain.getItem(
                                request -> request.tableName("films").key(key))
                        .item();
                assertThat(stored.get("secret").b()).isNotNull();
                assertThat(stored).containsEntry(":open", s("everybody knows")).containsKey("aws_dbe_head");
            }
        }
    }

    private static DynamoDbEncryptionInterceptor interceptor(KmsClient kms, String keyArn) {
        IKeyring keyring = MaterialProviders.builder()
                .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
                .build()
                .CreateAwsKmsKeyring(CreateAwsKmsKeyringInput.builder()
                        .kmsKeyId(keyArn)
                        .kmsClient(kms)
                        .build());
        DynamoDbTableEncryptionConfig table = DynamoDbTableEncryptionConfig.builder()
                .logicalTableName("films")
                .partitionKeyName("pk")
                .attributeActionsOnEncrypt(Map.of(
                        "pk", CryptoAction.SIGN_ONLY,
                        "secret", CryptoAction.ENCRYPT_AND_SIGN,
                        ":open", CryptoAction.DO_NOTHING))
                .allowedUnsignedAttributes(List.of(":open"))
                .keyring(keyring)
                .build();
        return DynamoDbEncryptionInterceptor.builder()
                .config(DynamoDbTablesEncryptionConfig.builder()
                        .tableEncryptionConfigs(Map.of("films", table))
                        .build())
                .build();
    }

    private static KmsClient kms(URI endpoint) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYONE)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static DynamoDbClient dynamoDb(URI endpoint, DynamoDbEncryptionInterceptor interceptor) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYONE)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> {
                    if (interceptor != null) {
                        configuration.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }
}

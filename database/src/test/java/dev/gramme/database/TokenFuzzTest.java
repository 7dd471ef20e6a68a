package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.kv.memory.MemoryEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

/** What was given out to come back: changed on the way, it is refused in the service's words, or means the same. */
class TokenFuzzTest {
    private static final Set<ErrorCode> EXPECTED = Set.of(
            ErrorCode.VALIDATION,
            // What KMS says of a ciphertext whose key there is not.
            ErrorCode.ACCESS_DENIED,
            ErrorCode.RESOURCE_NOT_FOUND,
            ErrorCode.BACKUP_NOT_FOUND,
            ErrorCode.EXPIRED_ITERATOR,
            ErrorCode.TRIMMED_DATA_ACCESS,
            ErrorCode.INVALID_NEXT_TOKEN,
            ErrorCode.KMS_INVALID_CIPHERTEXT,
            ErrorCode.KMS_INVALID_MARKER,
            ErrorCode.KMS_NOT_FOUND,
            ErrorCode.KMS_INVALID_ARN,
            ErrorCode.INVALID_INPUT,
            ErrorCode.SERIALIZATION);

    private static List<Given> given;
    private static Database database;
    private static Client client;

    /**
     * A token and the request it goes back with.
     *
     * @param sealed whether nothing but the very bytes may be taken
     */
    private record Given(String action, Map<String, Object> request, String member, String token, boolean sealed) {}

    private static void start() {
        if (given != null) {
            return;
        }
        database = TestDatabases.over(new MemoryEngine(System::currentTimeMillis), ManualEnvironment.still());
        client = new Client(database);
        client.call(
                "CreateTable",
                Map.of(
                        "TableName", "tbl",
                        "BillingMode", "PAY_PER_REQUEST",
                        "KeySchema", List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                        "AttributeDefinitions", List.of(Map.of("AttributeName", "k", "AttributeType", "S")),
                        "StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "KEYS_ONLY")));
        for (String key : List.of("a", "b", "c")) {
            client.call("PutItem", Map.of("TableName", "tbl", "Item", Map.of("k", Map.of("S", key))));
            client.call("kms:CreateKey", Map.of());
            client.call("iam:CreateUser", Map.of("UserName", key));
        }
        List<Given> all = new ArrayList<>();
        all.add(iterator());
        all.add(of("ExecuteStatement", Map.of("Statement", "SELECT * FROM tbl", "Limit", 1), "NextToken", false));
        all.add(of("kms:ListKeys", Map.of("Limit", 1), "NextMarker", "Marker", false));
        all.add(of("iam:ListUsers", Map.of("MaxItems", 1), "Marker", false));
        all.add(ciphertext());
        String backup = (String) Client.map(client.call("CreateBackup", Map.of("TableName", "tbl", "BackupName", "abc"))
                        .get("BackupDetails"))
                .get("BackupArn");
        all.add(new Given("DescribeBackup", Map.of(), "BackupArn", backup, false));
        given = List.copyOf(all);
    }

    private static Given of(String action, Map<String, Object> request, String member, boolean sealed) {
        return of(action, request, member, member, sealed);
    }

    private static Given of(String action, Map<String, Object> request, String out, String in, boolean sealed) {
        String token = (String) client.call(action, request).get(out);
        assertThat(token).as(action).isNotNull();
        return new Given(action, request, in, token, sealed);
    }

    private static Given iterator() {
        Object arn = client.describe("tbl").get("LatestStreamArn");
        Map<String, Object> stream = Client.map(
                client.call("DescribeStream", Map.of("StreamArn", arn)).get("StreamDescription"));
        Object shard = Client.maps(stream.get("Shards")).getFirst().get("ShardId");
        Map<String, Object> request = Map.of("StreamArn", arn, "ShardId", shard, "ShardIteratorType", "TRIM_HORIZON");
        String token = (String) client.call("GetShardIterator", request).get("ShardIterator");
        return new Given("GetRecords", Map.of(), "ShardIterator", token, true);
    }

    private static Given ciphertext() {
        Object key = Client.map(client.call("kms:CreateKey", Map.of()).get("KeyMetadata"))
                .get("KeyId");
        String token = (String) client.call("kms:Encrypt", Map.of("KeyId", key, "Plaintext", "AAEC"))
                .get("CiphertextBlob");
        return new Given("kms:Decrypt", Map.of(), "CiphertextBlob", token, true);
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
            given = null;
        }
    }

    /**
     * The first byte chooses the token; what follows it is text in its place where the second is even, and else changes
     * of it: pairs of place and bits.
     */
    @FuzzTest
    void changedTokens(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        start();
        Given one = given.get((bytes[0] & 0xFF) % given.size());
        byte[] rest = Arrays.copyOfRange(bytes, 2, bytes.length);
        String token =
                bytes[1] % 2 == 0 ? new String(rest, StandardCharsets.UTF_8) : changed(one.token(), rest, bytes[1]);
        Map<String, Object> request = new LinkedHashMap<>(one.request());
        request.put(one.member(), token);
        try {
            client.call(one.action(), request);
        } catch (DynamoException refused) {
            assertThat(refused.code()).as(request.toString()).isIn(EXPECTED);
            return;
        }
        if (one.sealed()) {
            assertThat(Base64.getDecoder().decode(token))
                    .isEqualTo(Base64.getDecoder().decode(one.token()));
        }
    }

    /** Changes the characters of a token, or, where it is Base64, what they mean. */
    private static String changed(String token, byte[] changes, byte how) {
        boolean bytesOfIt = (how & 2) != 0 && token.matches("[A-Za-z0-9+/]+=*") && token.length() % 4 == 0;
        byte[] content = bytesOfIt ? Base64.getDecoder().decode(token) : token.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + 1 < changes.length; at += 2) {
            int place = Math.floorMod(changes[at] * 31 + at, content.length);
            content[place] ^= changes[at + 1];
        }
        return bytesOfIt ? Base64.getEncoder().encodeToString(content) : new String(content, StandardCharsets.UTF_8);
    }
}

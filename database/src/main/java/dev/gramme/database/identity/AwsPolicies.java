package dev.gramme.database.identity;

import dev.gramme.database.policy.PolicyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The managed policies that AWS gives to every account: those that matter to what is built here. Their documents lie
 * beside this class in {@code aws/}; of ReadOnlyAccess it is what concerns these services. Source: AWS Managed Policy
 * Reference Guide.
 */
public final class AwsPolicies {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_CHARACTERS = 17;
    private static final Map<String, ManagedPolicy> BY_ARN = new LinkedHashMap<>();
    /** They are for roles of AWS's own services alone. */
    private static final Set<String> UNATTACHABLE_PATHS = Set.of("/aws-service-role/");

    static {
        add("/", "AdministratorAccess", "2015-02-06T18:39:46Z");
        add("/", "AmazonDynamoDBFullAccess", "2015-02-06T18:40:11Z");
        add("/", "AmazonDynamoDBFullAccess_v2", "2025-04-28T19:43:00Z");
        add("/", "AmazonDynamoDBReadOnlyAccess", "2015-02-06T18:40:12Z");
        add("/", "AWSKeyManagementServicePowerUser", "2015-02-06T18:40:40Z");
        add("/service-role/", "AWSLambdaDynamoDBExecutionRole", "2015-04-09T15:09:29Z");
        add("/", "AWSLambdaInvocation-DynamoDB", "2015-02-06T18:40:47Z");
        add("/aws-service-role/", "DynamoDBKinesisReplicationServiceRolePolicy", "2020-11-12T00:41:00Z");
        add("/aws-service-role/", "DynamoDBReplicationServiceRolePolicy", "2017-11-09T23:55:34Z");
        add("/", "IAMFullAccess", "2015-02-06T18:40:38Z");
        add("/", "PowerUserAccess", "2015-02-06T18:39:47Z");
        add("/", "ReadOnlyAccess", "2015-02-06T18:39:48Z");
    }

    private AwsPolicies() {}

    private static void add(String path, String name, String created) {
        long createdMillis = Instant.parse(created).toEpochMilli();
        PolicyText text = new PolicyText(read(name), PolicyKind.MANAGED);
        String arn = ManagedPolicy.arn(ManagedPolicy.AWS, path, name);
        BY_ARN.put(
                arn,
                new ManagedPolicy(
                        ManagedPolicy.AWS,
                        name,
                        path,
                        id(arn),
                        createdMillis,
                        null,
                        Map.of(),
                        List.of(new ManagedPolicy.Version("v1", text, createdMillis)),
                        "v1",
                        1));
    }

    private static String read(String name) {
        try (InputStream in = AwsPolicies.class.getResourceAsStream("aws/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The policy " + name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An id of our own, the same for ever. */
    private static String id(String arn) {
        StringBuilder id = new StringBuilder(ManagedPolicy.ID_PREFIX);
        long hash = 1;
        for (int at = 0; at < ID_CHARACTERS; at++) {
            hash = hash * 1_000_003 + arn.hashCode() + at;
            id.append(ID_ALPHABET.charAt((int) (hash >>> 40) & 31));
        }
        return id.toString();
    }

    /** All there are, by their names. */
    public static Collection<ManagedPolicy> all() {
        return Collections.unmodifiableCollection(BY_ARN.values());
    }

    static @Nullable ManagedPolicy find(String arn) {
        return BY_ARN.get(arn);
    }

    /** Whether a policy may be attached to users, groups and roles. */
    public static boolean isAttachable(ManagedPolicy policy) {
        return !(policy.accountId().equals(ManagedPolicy.AWS) && UNATTACHABLE_PATHS.contains(policy.path()));
    }
}

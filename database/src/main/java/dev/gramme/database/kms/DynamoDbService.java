package dev.gramme.database.kms;

import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.TagConditions;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Decision;
import dev.gramme.database.policy.Evaluation;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.PolicyRequest;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.policy.Subject;
import dev.gramme.database.table.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB as KMS sees it: what it says of itself when it uses a key, for itself or for a caller, and the grants it has
 * for its tables. Source: developer guide, "How Amazon DynamoDB uses AWS KMS".
 */
final class DynamoDbService {
    /** Its name as a principal. */
    static final String PRINCIPAL = "dynamodb.amazonaws.com";

    static final String DECRYPT = "kms:Decrypt";

    private static final List<String> GRANTED = List.of(
            "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo", "RetireGrant");

    private static final PrincipalPolicies NO_POLICIES = new PrincipalPolicies(List.of(), null, null, Map.of());

    private DynamoDbService() {}

    /** Its name in a region. */
    static String in(String region) {
        return "dynamodb." + region + ".amazonaws.com";
    }

    /** The encryption context it names for a table. */
    static Map<String, String> context(TableName table) {
        return Map.of(
                "aws:dynamodb:tableName", table.name(),
                "aws:dynamodb:subscriberId", table.accountId());
    }

    /** What policies can ask where it uses a key for a caller, beside what the key's own conditions are. */
    static Conditions forCaller(TableName table) {
        String service = in(table.region());
        return name -> switch (name) {
            case "kms:viaservice" -> List.of(service);
            case "aws:viaawsservice" -> List.of("true");
            case "aws:calledvia", "aws:calledviafirst", "aws:calledvialast" -> List.of(PRINCIPAL);
            case "kms:grantisforawsresource" -> List.of("true");
            case "kms:granteeprincipal", "kms:retiringprincipal" -> List.of(service);
            case "kms:grantoperations" -> GRANTED;
            case "kms:grantconstrainttype" -> List.of("EncryptionContextSubset");
            default -> null;
        };
    }

    /** The grant it takes for a table; the same one each time. */
    static Grant grant(KmsKey key, TableName table, String tableId, long nowMillis) {
        return new Grant(
                grantId(key.id(), tableId),
                key.id(),
                "",
                nowMillis,
                in(table.region()),
                in(table.region()),
                table.accountId(),
                GRANTED,
                context(table),
                Map.of());
    }

    /** The id of the grant it has for a table. */
    static String grantId(String keyId, String tableId) {
        try {
            byte[] named = ("dynamodb " + keyId + " " + tableId).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    /** Whether a key lets it open a table for its own work, by the key's policy or by the table's grant. */
    static boolean mayOpen(KmsKey key, @Nullable Grant grant, TableName table) {
        Policy policy = Policy.parse(key.policy(), PolicyKind.RESOURCE);
        if (grant != null) {
            policy = policy.and(Policy.parse(grant.policy(), PolicyKind.RESOURCE));
        }
        Map<String, String> context = context(table);
        Conditions ofContext = new TagConditions(KeyAccess.CONTEXT, () -> context);
        Conditions names = name -> switch (name) {
            case "kms:encryptioncontextkeys" -> List.copyOf(context.keySet());
            case "kms:calleraccount", "aws:sourceaccount" -> List.of(table.accountId());
            case "aws:sourcearn" -> List.of(table.arn());
            case "aws:principalisawsservice" -> List.of("true");
            case "aws:principalservicename" -> List.of(PRINCIPAL);
            default -> null;
        };
        Decision decision = Evaluation.decide(
                new PolicyRequest(Subject.service(PRINCIPAL), DECRYPT, key.arn(), ofContext.or(names)),
                NO_POLICIES,
                ResourceRule.mustAllow(key.accountId(), new AttachedPolicy(key.arn(), policy)));
        return decision.isAllowed();
    }
}

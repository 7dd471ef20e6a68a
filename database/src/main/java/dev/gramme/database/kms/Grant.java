package dev.gramme.database.kms;

import dev.gramme.model.kms.GrantConstraints;
import dev.gramme.model.kms.GrantListEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a principal may do with a key beside what policies say.
 *
 * @param id 64 hexadecimal digits
 * @param name empty for none
 * @param grantee the ARN of who may, or the name of a service in a region
 * @param retiring the ARN or name of who may give it back; empty for none
 * @param issuer the account that made it
 * @param operations names of operations, in order
 * @param subset what the encryption context must hold; empty for anything
 * @param exact what the encryption context must be; empty for anything
 */
record Grant(
        String id,
        String keyId,
        String name,
        long createdMillis,
        String grantee,
        String retiring,
        String issuer,
        List<String> operations,
        Map<String, String> subset,
        Map<String, String> exact) {
    /** Whether a service may use the key by it, for something of its own that the key protects. */
    boolean isOfService() {
        return !grantee.startsWith("arn:");
    }

    /** Whether another one gives the same. */
    boolean isLike(Grant other) {
        return keyId.equals(other.keyId)
                && name.equals(other.name)
                && grantee.equals(other.grantee)
                && retiring.equals(other.retiring)
                && operations.equals(other.operations)
                && subset.equals(other.subset)
                && exact.equals(other.exact);
    }

    /** As the API shows it. */
    GrantListEntry shown(String keyArn) {
        GrantConstraints constraints = subset.isEmpty() && exact.isEmpty()
                ? null
                : new GrantConstraints(subset.isEmpty() ? null : subset, exact.isEmpty() ? null : exact);
        return GrantListEntry.builder()
                .keyId(keyArn)
                .grantId(id)
                .name(name.isEmpty() ? null : name)
                .creationDate(Instant.ofEpochMilli(createdMillis))
                .granteePrincipal(grantee)
                .retiringPrincipal(retiring.isEmpty() ? null : retiring)
                .issuingAccount("arn:aws:iam::" + issuer + ":root")
                .operations(operations)
                .constraints(constraints)
                .build();
    }

    /** The same as a policy: a grant is a statement that the key's own policy does not have to hold. */
    String policy() {
        StringBuilder text = new StringBuilder(256);
        text.append("{\"Version\":\"2012-10-17\",\"Statement\":[");
        Set<String> plain = new TreeSet<>(operations);
        boolean delegates = plain.remove("CreateGrant");
        if (!plain.isEmpty()) {
            statement(text, plain, List.of());
        }
        if (delegates) {
            text.append(plain.isEmpty() ? "" : ",");
            statement(text, Set.of("CreateGrant"), operations);
        }
        return text.append("]}").toString();
    }

    /**
     * One statement.
     *
     * @param most what the grants that are made by it may give at most; empty where it makes none
     */
    private void statement(StringBuilder text, Set<String> actions, List<String> most) {
        text.append("{\"Effect\":\"Allow\",\"Principal\":{");
        text.append(
                isOfService()
                        ? "\"Service\":" + PolicyTexts.quoted(DynamoDbService.PRINCIPAL)
                        : "\"AWS\":" + PolicyTexts.quoted(grantee));
        text.append("},\"Action\":").append(PolicyTexts.list(actions, "kms:"));
        text.append(",\"Resource\":\"*\"");
        String conditions = PolicyTexts.conditions(exact.isEmpty() ? subset : exact, !exact.isEmpty(), most);
        text.append(conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}")
                .append('}');
    }
}

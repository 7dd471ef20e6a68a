package dev.gramme.server.audit;

import java.util.Set;

/**
 * What a call is to CloudTrail (source: DynamoDB Developer Guide, "Logging DynamoDB operations by using AWS
 * CloudTrail", and the service authorization reference for what only reads).
 */
enum EventKind {
    DATA_READ,
    DATA_WRITE,
    MANAGEMENT_READ,
    MANAGEMENT_WRITE;

    private static final Set<String> DATA_READS = Set.of(
            "dynamodb:BatchGetItem",
            "dynamodb:GetItem",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:TransactGetItems");

    /** Statements are told apart by their text only, so they count as writes. */
    private static final Set<String> DATA_WRITES = Set.of(
            "dynamodb:BatchExecuteStatement",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:ExecuteStatement",
            "dynamodb:ExecuteTransaction",
            "dynamodb:PutItem",
            "dynamodb:TransactWriteItems",
            "dynamodb:UpdateItem");

    private static final Set<String> OTHER_READS = Set.of(
            "cloudtrail:LookupEvents",
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyPair",
            "kms:GenerateDataKeyPairWithoutPlaintext",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:GenerateMac",
            "kms:GenerateRandom",
            "kms:ReEncrypt",
            "kms:Sign",
            "kms:Verify",
            "kms:VerifyMac",
            "sts:AssumeRole",
            "sts:AssumeRoleWithWebIdentity");

    /** Of an action such as {@code dynamodb:PutItem}. */
    static EventKind of(String action) {
        if (DATA_READS.contains(action)) {
            return DATA_READ;
        }
        if (DATA_WRITES.contains(action)) {
            return DATA_WRITE;
        }
        int name = action.indexOf(':') + 1;
        boolean reads = action.startsWith("Get", name)
                || action.startsWith("List", name)
                || action.startsWith("Describe", name)
                || action.startsWith("Simulate", name)
                || OTHER_READS.contains(action);
        return reads ? MANAGEMENT_READ : MANAGEMENT_WRITE;
    }

    boolean isManagement() {
        return this == MANAGEMENT_READ || this == MANAGEMENT_WRITE;
    }

    boolean isReadOnly() {
        return this == DATA_READ || this == MANAGEMENT_READ;
    }
}

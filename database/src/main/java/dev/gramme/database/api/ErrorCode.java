package dev.gramme.database.api;

/**
 * The errors a client can see: DynamoDB's name, the namespace it is sent in and the HTTP status (source: API reference,
 * "Error handling with DynamoDB", and the Smithy model).
 */
public enum ErrorCode {
    // KMS, whose errors have no namespace.
    KMS_ALREADY_EXISTS("", "AlreadyExistsException", 400),
    KMS_DISABLED("", "DisabledException", 400),
    KMS_DRY_RUN("", "DryRunOperationException", 412),
    KMS_INCORRECT_KEY("", "IncorrectKeyException", 400),
    KMS_INVALID_ALIAS_NAME("", "InvalidAliasNameException", 400),
    KMS_INVALID_ARN("", "InvalidArnException", 400),
    KMS_INVALID_CIPHERTEXT("", "InvalidCiphertextException", 400),
    KMS_INVALID_GRANT_TOKEN("", "InvalidGrantTokenException", 400),
    KMS_INVALID_KEY_USAGE("", "InvalidKeyUsageException", 400),
    KMS_INVALID_MAC("", "KMSInvalidMacException", 400),
    KMS_INVALID_MARKER("", "InvalidMarkerException", 400),
    KMS_INVALID_SIGNATURE("", "KMSInvalidSignatureException", 400),
    KMS_INVALID_STATE("", "KMSInvalidStateException", 400),
    KMS_LIMIT_EXCEEDED("", "LimitExceededException", 400),
    KMS_MALFORMED_POLICY("", "MalformedPolicyDocumentException", 400),
    KMS_NOT_FOUND("", "NotFoundException", 400),
    KMS_TAG("", "TagException", 400),
    KMS_UNSUPPORTED_OPERATION("", "UnsupportedOperationException", 400),

    // CloudTrail.
    INVALID_EVENT_CATEGORY("", "InvalidEventCategoryException", 400),
    INVALID_LOOKUP_ATTRIBUTES("", "InvalidLookupAttributesException", 400),
    INVALID_MAX_RESULTS("", "InvalidMaxResultsException", 400),
    INVALID_NEXT_TOKEN("", "InvalidNextTokenException", 400),
    INVALID_TIME_RANGE("", "InvalidTimeRangeException", 400),

    VALIDATION("com.amazon.coral.validate#", "ValidationException", 400),
    SERIALIZATION("com.amazon.coral.service#", "SerializationException", 400),
    UNKNOWN_OPERATION("com.amazon.coral.service#", "UnknownOperationException", 400),
    ACCESS_DENIED("com.amazon.coral.service#", "AccessDeniedException", 400),
    INCOMPLETE_SIGNATURE("com.amazon.coral.service#", "IncompleteSignatureException", 400),
    INVALID_SIGNATURE("com.amazon.coral.service#", "InvalidSignatureException", 400),
    EXPIRED_TOKEN("com.amazon.coral.service#", "ExpiredTokenException", 400),
    MISSING_AUTHENTICATION_TOKEN("com.amazon.coral.service#", "MissingAuthenticationTokenException", 400),
    UNRECOGNIZED_CLIENT("com.amazon.coral.service#", "UnrecognizedClientException", 400),
    INTERNAL_SERVER("com.amazonaws.dynamodb.v20120810#", "InternalServerError", 500),
    SERVICE_UNAVAILABLE("com.amazon.coral.availability#", "ServiceUnavailableException", 503),
    THROTTLING("com.amazonaws.dynamodb.v20120810#", "ThrottlingException", 400),
    CONDITIONAL_CHECK_FAILED("com.amazonaws.dynamodb.v20120810#", "ConditionalCheckFailedException", 400),
    ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED(
            "com.amazonaws.dynamodb.v20120810#", "ItemCollectionSizeLimitExceededException", 400),
    LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#", "LimitExceededException", 400),
    PROVISIONED_THROUGHPUT_EXCEEDED("com.amazonaws.dynamodb.v20120810#", "ProvisionedThroughputExceededException", 400),
    REQUEST_LIMIT_EXCEEDED("com.amazonaws.dynamodb.v20120810#", "RequestLimitExceeded", 400),
    RESOURCE_IN_USE("com.amazonaws.dynamodb.v20120810#", "ResourceInUseException", 400),
    POLICY_NOT_FOUND("com.amazonaws.dynamodb.v20120810#", "PolicyNotFoundException", 400),
    RESOURCE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#", "ResourceNotFoundException", 400),
    BACKUP_IN_USE("com.amazonaws.dynamodb.v20120810#", "BackupInUseException", 400),
    BACKUP_NOT_FOUND("com.amazonaws.dynamodb.v20120810#", "BackupNotFoundException", 400),
    INVALID_RESTORE_TIME("com.amazonaws.dynamodb.v20120810#", "InvalidRestoreTimeException", 400),
    POINT_IN_TIME_RECOVERY_UNAVAILABLE(
            "com.amazonaws.dynamodb.v20120810#", "PointInTimeRecoveryUnavailableException", 400),
    TABLE_ALREADY_EXISTS("com.amazonaws.dynamodb.v20120810#", "TableAlreadyExistsException", 400),
    TABLE_IN_USE("com.amazonaws.dynamodb.v20120810#", "TableInUseException", 400),
    TABLE_NOT_FOUND("com.amazonaws.dynamodb.v20120810#", "TableNotFoundException", 400),
    TRANSACTION_CONFLICT("com.amazonaws.dynamodb.v20120810#", "TransactionConflictException", 400),
    TRANSACTION_CANCELED("com.amazonaws.dynamodb.v20120810#", "TransactionCanceledException", 400),
    TRANSACTION_IN_PROGRESS("com.amazonaws.dynamodb.v20120810#", "TransactionInProgressException", 400),
    IDEMPOTENT_PARAMETER_MISMATCH("com.amazonaws.dynamodb.v20120810#", "IdempotentParameterMismatchException", 400),
    DUPLICATE_ITEM("com.amazonaws.dynamodb.v20120810#", "DuplicateItemException", 400),
    EXPIRED_ITERATOR("com.amazonaws.dynamodb.v20120810#", "ExpiredIteratorException", 400),
    TRIMMED_DATA_ACCESS("com.amazonaws.dynamodb.v20120810#", "TrimmedDataAccessException", 400),
    INVALID_PARAMETER_VALUE("com.amazonaws.lambda#", "InvalidParameterValueException", 400),
    RESOURCE_CONFLICT("com.amazonaws.lambda#", "ResourceConflictException", 409),
    NO_SUCH_ENTITY("com.amazonaws.iam#", "NoSuchEntity", 404),
    ENTITY_ALREADY_EXISTS("com.amazonaws.iam#", "EntityAlreadyExists", 409),
    DELETE_CONFLICT("com.amazonaws.iam#", "DeleteConflict", 409),
    IAM_LIMIT_EXCEEDED("com.amazonaws.iam#", "LimitExceeded", 409),
    MALFORMED_POLICY_DOCUMENT("com.amazonaws.iam#", "MalformedPolicyDocument", 400),
    INVALID_INPUT("com.amazonaws.iam#", "InvalidInput", 400),
    POLICY_NOT_ATTACHABLE("com.amazonaws.iam#", "PolicyNotAttachable", 400),
    INVALID_QUERY_VALUE("com.amazonaws.sts#", "InvalidParameterValue", 400),
    INVALID_IDENTITY_TOKEN("com.amazonaws.sts#", "InvalidIdentityToken", 400),
    EXPIRED_IDENTITY_TOKEN("com.amazonaws.sts#", "ExpiredTokenException", 400),
    PACKED_POLICY_TOO_LARGE("com.amazonaws.sts#", "PackedPolicyTooLarge", 400),
    LAMBDA_RESOURCE_NOT_FOUND("com.amazonaws.lambda#", "ResourceNotFoundException", 404);

    private final String namespace;
    private final String errorName;
    private final int httpStatus;

    ErrorCode(String namespace, String errorName, int httpStatus) {
        this.namespace = namespace;
        this.errorName = errorName;
        this.httpStatus = httpStatus;
    }

    /** The name clients know, such as {@code ValidationException}. */
    public String errorName() {
        return errorName;
    }

    /** The {@code __type} member of the error body. */
    public String type() {
        return namespace + errorName;
    }

    public int httpStatus() {
        return httpStatus;
    }
}

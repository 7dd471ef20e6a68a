package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;

/** The errors that several operations of KMS share. */
final class KmsFault {
    private KmsFault() {}

    static DynamoException noKey(String arn) {
        return new DynamoException(ErrorCode.KMS_NOT_FOUND, "Key '" + arn + "' does not exist");
    }

    static DynamoException noAlias(String arn) {
        return new DynamoException(ErrorCode.KMS_NOT_FOUND, "Alias " + arn + " is not found.");
    }

    static DynamoException badKeyId(String given) {
        return new DynamoException(ErrorCode.KMS_NOT_FOUND, "Invalid keyId " + given);
    }

    static DynamoException badArn(String text) {
        return new DynamoException(ErrorCode.KMS_INVALID_ARN, text);
    }

    static DynamoException disabled(String arn) {
        return new DynamoException(ErrorCode.KMS_DISABLED, arn + " is disabled.");
    }

    static DynamoException invalidState(String message) {
        return new DynamoException(ErrorCode.KMS_INVALID_STATE, message);
    }

    static DynamoException badUsage(String message) {
        return new DynamoException(ErrorCode.KMS_INVALID_KEY_USAGE, message);
    }

    static DynamoException unsupported(String message) {
        return new DynamoException(ErrorCode.KMS_UNSUPPORTED_OPERATION, message);
    }

    static DynamoException limit(String message) {
        return new DynamoException(ErrorCode.KMS_LIMIT_EXCEEDED, message);
    }

    /** Of the key of a ciphertext: which it is, callers are not told. */
    static DynamoException inaccessible() {
        return new DynamoException(
                ErrorCode.ACCESS_DENIED,
                "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or"
                        + " you are not allowed to access.");
    }

    /** KMS says no more, so that nobody learns from it. */
    static DynamoException badCiphertext() {
        return new DynamoException(ErrorCode.KMS_INVALID_CIPHERTEXT, "");
    }
}

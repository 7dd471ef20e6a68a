package dev.gramme.database.iam;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;

/** The errors of IAM, which more than one operation raises. */
final class IamErrors {
    private IamErrors() {}

    /** Something that has a name is not there: {@code The user with name ann cannot be found.} */
    static DynamoException noSuch(String what, String name) {
        return new DynamoException(
                ErrorCode.NO_SUCH_ENTITY, "The " + what + " with name " + name + " cannot be found.");
    }

    static DynamoException noSuchPolicy(String arn) {
        return new DynamoException(ErrorCode.NO_SUCH_ENTITY, "Policy " + arn + " was not found.");
    }

    static DynamoException notAttachable(String arn) {
        return new DynamoException(ErrorCode.NO_SUCH_ENTITY, "Policy " + arn + " does not exist or is not attachable.");
    }

    static DynamoException quota(String name, long limit) {
        return new DynamoException(ErrorCode.IAM_LIMIT_EXCEEDED, "Cannot exceed quota for " + name + ": " + limit);
    }

    static DynamoException conflict(String message) {
        return new DynamoException(ErrorCode.DELETE_CONFLICT, message);
    }

    static DynamoException invalidInput(String message) {
        return new DynamoException(ErrorCode.INVALID_INPUT, message);
    }
}

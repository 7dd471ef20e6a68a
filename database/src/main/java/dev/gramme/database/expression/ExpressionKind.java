package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;

/** Which parameter an expression came in; errors begin with its name. */
public enum ExpressionKind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression"),
    /** A statement's WHERE clause; its errors name no parameter. */
    STATEMENT_CONDITION(""),
    /** What a statement sets and removes. */
    STATEMENT_UPDATE("");

    private final String parameter;

    ExpressionKind(String parameter) {
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }

    boolean isUpdate() {
        return this == UPDATE || this == STATEMENT_UPDATE;
    }

    /** Whether names that begin with # stand for others; in statements they are names as any. */
    boolean hasNamePlaceholders() {
        return this != STATEMENT_CONDITION && this != STATEMENT_UPDATE;
    }

    DynamoException invalid(String what) {
        return DynamoException.validation(parameter.isEmpty() ? what : "Invalid " + parameter + ": " + what);
    }
}

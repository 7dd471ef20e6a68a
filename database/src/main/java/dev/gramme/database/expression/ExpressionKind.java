package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;

/** Which parameter an expression came in; errors begin with its name. */
public enum ExpressionKind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression");

    private final String parameter;

    ExpressionKind(String parameter) {
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }

    DynamoException invalid(String what) {
        return DynamoException.validation("Invalid " + parameter + ": " + what);
    }
}

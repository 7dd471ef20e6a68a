package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;

/** Values and types as DynamoDB writes them in errors. */
final class Shown {
    private Shown() {}

    static String of(AttributeValue value) {
        return "AttributeValue: {" + value.type() + ":" + content(value) + "}";
    }

    private static String content(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> text;
            case AttributeValue.N(var number) -> number.text();
            case AttributeValue.Bool(var flag) -> Boolean.toString(flag);
            default -> value.toString();
        };
    }

    static String typeName(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S ignored -> "STRING";
            case AttributeValue.N ignored -> "NUMBER";
            case AttributeValue.B ignored -> "BINARY";
            case AttributeValue.Bool ignored -> "BOOLEAN";
            case AttributeValue.Null ignored -> "NULL";
            case AttributeValue.L ignored -> "LIST";
            case AttributeValue.M ignored -> "MAP";
            case AttributeValue.SS ignored -> "STRING_SET";
            case AttributeValue.NS ignored -> "NUMBER_SET";
            case AttributeValue.BS ignored -> "BINARY_SET";
            case AttributeValue.Faulty ignored -> "NULL";
        };
    }
}

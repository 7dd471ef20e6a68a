package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ParsedTexts;
import dev.gramme.database.expression.StatementExpressions;
import dev.gramme.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement together with its parameters. */
record BoundStatement(
        String text, StatementParser.Parsed parsed, List<AttributeValue> parameters, StatementExpressions expressions) {
    private static final ParsedTexts<StatementParser.Parsed> STATEMENTS = new ParsedTexts<>(StatementParser::parse);

    static BoundStatement of(String text, @Nullable List<AttributeValue> parameters) {
        return bind(text, STATEMENTS.get(text), parameters);
    }

    static StatementParser.Parsed parse(String text) {
        return STATEMENTS.get(text);
    }

    /** More parameters than the statement has are no error (source: DynamoDB Local). */
    static BoundStatement bind(String text, StatementParser.Parsed parsed, @Nullable List<AttributeValue> parameters) {
        List<AttributeValue> given = parameters == null ? List.of() : parameters;
        for (AttributeValue parameter : given) {
            String fault = parameter.fault();
            if (fault != null) {
                throw DynamoException.validation(fault);
            }
        }
        if (given.size() < parsed.parameters()) {
            throw DynamoException.validation("Number of parameters in request and statement don't match.");
        }
        return new BoundStatement(text, parsed, given, new StatementExpressions(given));
    }

    Statement statement() {
        return parsed.statement();
    }

    /** What a WHERE clause asks for, cut at its ANDs. */
    List<Condition> conjuncts(@Nullable Condition where) {
        return where == null ? List.of() : Conjuncts.of(expressions.condition(where));
    }
}

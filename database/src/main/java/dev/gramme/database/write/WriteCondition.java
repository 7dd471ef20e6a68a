package dev.gramme.database.write;

import dev.gramme.database.api.ConditionFailedException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionEvaluator;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.LegacyExpected;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.model.dynamodb.ExpectedAttributeValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The condition of a write, however it was given. */
public record WriteCondition(@Nullable Condition condition) {
    static WriteCondition of(
            @Nullable Expressions expressions,
            @Nullable String conditionExpression,
            @Nullable Map<String, ExpectedAttributeValue> expected,
            @Nullable String conditionalOperator) {
        if (expressions != null && conditionExpression != null) {
            return new WriteCondition(expressions.condition(conditionExpression));
        }
        if (conditionalOperator != null && (expected == null || expected.size() < 2)) {
            throw DynamoException.validation(
                    "ConditionalOperator can only be" + " used when Filter or Expected has two or more elements");
        }
        if (expected == null) {
            return new WriteCondition(null);
        }
        Map<String, LegacyExpected> lowered = new LinkedHashMap<>();
        expected.forEach((name, entry) -> lowered.put(
                name,
                new LegacyExpected(
                        entry.value(), entry.exists(), entry.comparisonOperator(), entry.attributeValueList())));
        return new WriteCondition(Legacy.expected(lowered, conditionalOperator));
    }

    boolean holds(@Nullable StoredItem before) {
        return condition == null || ConditionEvaluator.test(condition, before == null ? null : before.item());
    }

    /** Throws where the write was refused; with the item where the request asked for it. */
    public static void requireDone(Outcome outcome, @Nullable String returnOnFailure) {
        if (outcome.refused()) {
            throw new ConditionFailedException(ReturnValues.old(returnOnFailure, outcome));
        }
    }
}

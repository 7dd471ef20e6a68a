package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.LegacyCondition;
import dev.gramme.database.expression.Projection;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of Select, and the filters of Query and Scan. */
final class Selection {
    private Selection() {}

    /** Refuses a Select that does not go with the rest of the request. */
    static void check(
            @Nullable String select,
            @Nullable String indexName,
            @Nullable List<String> attributesToGet,
            @Nullable String projection) {
        boolean specific = attributesToGet != null || projection != null;
        if (select == null || (specific && select.equals("SPECIFIC_ATTRIBUTES"))) {
            return;
        }
        if (specific) {
            throw DynamoException.validation("Cannot specify the "
                    + (projection == null ? "AttributesToGet" : "ProjectionExpression") + " when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        }
        if (select.equals("SPECIFIC_ATTRIBUTES")) {
            throw DynamoException.validation(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                            + " SPECIFIC_ATTRIBUTES");
        }
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && indexName == null) {
            throw DynamoException.validation(
                    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
    }

    static @Nullable Condition filter(
            @Nullable Expressions expressions,
            @Nullable String filterExpression,
            @Nullable Map<String, dev.gramme.model.dynamodb.Condition> legacy,
            @Nullable String conditionalOperator) {
        if (expressions != null && filterExpression != null) {
            return expressions.filter(filterExpression);
        }
        if (conditionalOperator != null && (legacy == null || legacy.size() < 2)) {
            throw DynamoException.validation(
                    "ConditionalOperator can only be" + " used when Filter or Expected has two or more elements");
        }
        return legacy == null ? null : Legacy.filter(lowered(legacy), conditionalOperator);
    }

    static Map<String, LegacyCondition> lowered(Map<String, dev.gramme.model.dynamodb.Condition> conditions) {
        Map<String, LegacyCondition> lowered = new LinkedHashMap<>();
        conditions.forEach((name, condition) -> {
            String operator = condition.comparisonOperator();
            List<AttributeValue> arguments = condition.attributeValueList();
            lowered.put(
                    name,
                    new LegacyCondition(operator == null ? "" : operator, arguments == null ? List.of() : arguments));
        });
        return lowered;
    }

    /** What is selected, also where a request does not say so. */
    static String of(
            @Nullable String select,
            @Nullable String indexName,
            @Nullable String projection,
            @Nullable List<String> attributesToGet) {
        if (select != null) {
            return select;
        }
        boolean ofIndex = indexName != null && projection == null && attributesToGet == null;
        return ofIndex ? "ALL_PROJECTED_ATTRIBUTES" : ReadProjection.select(projection, attributesToGet);
    }

    /** The attributes a Query or Scan speaks of. */
    static Set<String> names(@Nullable Condition filter, @Nullable Projection projection, @Nullable Item startKey) {
        Set<String> names = new LinkedHashSet<>(ReadProjection.names(projection));
        if (filter != null) {
            names.addAll(ConditionPaths.attributes(filter));
        }
        if (startKey != null) {
            names.addAll(startKey.names());
        }
        return names;
    }
}

package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of the older parameter Expected: a value or its absence, or an operator with arguments. */
public record LegacyExpected(
        @Nullable AttributeValue value,
        @Nullable Boolean exists,
        @Nullable String operator,
        @Nullable List<AttributeValue> arguments) {}

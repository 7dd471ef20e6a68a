package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import java.util.List;

/**
 * A condition of the older parameters (KeyConditions, QueryFilter, ScanFilter): an operator such as EQ, and what it
 * compares with.
 */
public record LegacyCondition(String operator, List<AttributeValue> arguments) {}

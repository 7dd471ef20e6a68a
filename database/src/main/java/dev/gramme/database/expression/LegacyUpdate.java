package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/** One entry of the older parameter AttributeUpdates; a null action means PUT. */
public record LegacyUpdate(
        @Nullable String action, @Nullable AttributeValue value) {}

package dev.gramme.database.transact;

import dev.gramme.database.write.PlannedWrite;
import org.jspecify.annotations.Nullable;

/**
 * One action of a transaction.
 *
 * @param returnOnFailure ALL_OLD to be given the item where its condition fails
 */
public record Action(
        String tableName, PlannedWrite write, @Nullable String returnOnFailure) {}

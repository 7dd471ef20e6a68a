package dev.gramme.database.transact;

import dev.gramme.database.write.PlannedWrite;
import org.jspecify.annotations.Nullable;

/**
 * One action of a transaction.
 *
 * @param returnOnFailure ALL_OLD to be given the item where its condition fails
 * @param expressionBytes what its expressions count towards the limit of a transaction
 */
public record Action(
        String tableName, PlannedWrite write, @Nullable String returnOnFailure, long expressionBytes) {}

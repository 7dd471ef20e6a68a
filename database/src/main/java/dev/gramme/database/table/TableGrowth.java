package dev.gramme.database.table;

/**
 * How much a table or one of its indexes grew by what one server did.
 *
 * @param indexId 0 for the table itself
 * @param items more items, or fewer
 * @param bytes more bytes, as DynamoDB measures an item
 */
public record TableGrowth(String tableId, int indexId, long items, long bytes) {}

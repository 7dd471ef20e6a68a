package dev.gramme.database.table;

/**
 * What an account may have (source: "Quotas in Amazon DynamoDB").
 *
 * @param tables tables of one account in one region
 * @param globalIndexes global indexes of one table
 * @param localIndexes local indexes of one table
 * @param projectedAttributes non-key attributes that all indexes of a table name together
 * @param collectionBytes items and local entries of one partition key, in tables with local indexes
 * @param accountReadUnits read capacity of all tables together
 * @param accountWriteUnits write capacity of all tables together
 * @param tableReadUnits read capacity of one table
 * @param tableWriteUnits write capacity of one table
 */
public record Quotas(
        int tables,
        int globalIndexes,
        int localIndexes,
        int projectedAttributes,
        long collectionBytes,
        long accountReadUnits,
        long accountWriteUnits,
        long tableReadUnits,
        long tableWriteUnits) {
    public static final Quotas DEFAULT = new Quotas(2_500, 20, 5, 100, 10L << 30, 80_000, 80_000, 40_000, 40_000);
}

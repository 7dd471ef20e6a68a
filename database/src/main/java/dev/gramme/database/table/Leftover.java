package dev.gramme.database.table;

/**
 * What a partition still holds of rows that went to another one: nobody reads them any more, but whoever looks at the
 * table as it was before.
 *
 * @param split that is done: which rows went where
 * @param childStamp whatever was written to the child since has a greater stamp, whatever came there before a smaller
 *     one
 * @param sinceMillis when they went
 */
public record Leftover(Split split, long childStamp, long sinceMillis) {}

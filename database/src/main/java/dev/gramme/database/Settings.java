package dev.gramme.database;

import dev.gramme.database.stream.StreamTimes;
import dev.gramme.database.table.Quotas;

/**
 * What can be set of a database.
 *
 * @param quotas what an account may have
 * @param streamTimes how long streams keep what
 */
public record Settings(Quotas quotas, StreamTimes streamTimes) {
    public static final Settings DEFAULT = new Settings(Quotas.DEFAULT, StreamTimes.DEFAULT);
}

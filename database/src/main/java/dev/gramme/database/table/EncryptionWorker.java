package dev.gramme.database.table;

import dev.gramme.database.env.Environment;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import java.util.concurrent.TimeUnit;

/**
 * Looks every five minutes whether the keys of KMS that tables are encrypted under can be used: a table whose key
 * cannot be is inaccessible, until it can be (source: developer guide, "DynamoDB encryption at rest usage notes").
 */
public final class EncryptionWorker implements Worker {
    private static final long PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final Tables tables;
    private final Environment environment;
    private volatile long nextMillis;

    public EncryptionWorker(Tables tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "encryption";
    }

    @Override
    public boolean hasWork() {
        return environment.clockMillis() >= nextMillis;
    }

    @Override
    public void runSlice(Lease lease) {
        nextMillis = environment.clockMillis() + PAUSE_MILLIS;
        tables.checkKeys();
    }
}

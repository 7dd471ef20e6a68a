package dev.gramme.database;

import dev.gramme.database.identity.Accounts;
import dev.gramme.database.kms.KmsFeature;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.TableName;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.Bytes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Brings what is kept of the catalog in memory up to date with what another server changed in it. */
final class Refresh {
    private static final Set<Keyspace> OF_KEYS = EnumSet.of(Keyspace.KMS_KEY, Keyspace.KMS_ALIAS, Keyspace.KMS_GRANT);

    private final Tables tables;
    private final Accounts accounts;
    private final KmsFeature kms;

    Refresh(Tables tables, Accounts accounts, KmsFeature kms) {
        this.tables = tables;
        this.accounts = accounts;
        this.kms = kms;
    }

    /** All of it. */
    void everything() {
        kms.refresh();
        tables.refresh();
        accounts.refresh();
    }

    /** What these rows tell. */
    void rows(List<Bytes> rows) {
        boolean keys = false;
        boolean identities = false;
        for (Bytes row : rows) {
            Keyspace keyspace = Keyspace.of(row);
            keys |= OF_KEYS.contains(keyspace);
            identities |= keyspace != Keyspace.TABLE && !OF_KEYS.contains(keyspace);
        }
        if (keys) {
            // first: tables' own keys are wrapped by them, and all tables under one may be concerned
            kms.refresh();
            tables.refreshUnderKms();
        }
        for (Bytes row : rows) {
            if (Keyspace.of(row) == Keyspace.TABLE) {
                List<String> parts = SystemRows.ofTable(row);
                tables.refresh(new TableName(parts.get(0), parts.get(1), parts.get(2)));
            }
        }
        if (identities) {
            accounts.refresh();
        }
    }

    /** Whether nobody in this process acts on an older state of some table. */
    boolean isSettled() {
        return tables.areOlderGoneHere();
    }
}

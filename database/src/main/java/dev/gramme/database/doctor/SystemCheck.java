package dev.gramme.database.doctor;

import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The system partition: records that are sealed open, and no row is of a kind that does not belong there. */
final class SystemCheck {
    static final String OWNER = "the catalog";

    private static final Set<Keyspace> OF_TABLES = EnumSet.of(
            Keyspace.ITEM, Keyspace.INDEX_ENTRY, Keyspace.CHANGE, Keyspace.FENCE, Keyspace.HISTORY, Keyspace.EXPIRY);
    private static final Set<Keyspace> SEALED = EnumSet.of(
            Keyspace.TABLE,
            Keyspace.STREAM,
            Keyspace.BACKUP,
            Keyspace.RESTORE,
            Keyspace.MAPPING,
            Keyspace.MAPPING_PROGRESS,
            Keyspace.DELIVERY,
            Keyspace.ACCESS_KEY,
            Keyspace.ACCOUNT,
            Keyspace.IDENTITY,
            Keyspace.MANAGED_POLICY,
            Keyspace.OIDC_PROVIDER,
            Keyspace.LAST_USE,
            Keyspace.KMS_KEY,
            Keyspace.KMS_MATERIAL,
            Keyspace.KMS_ALIAS,
            Keyspace.KMS_GRANT);

    private final PartitionWalk walk;
    private final SystemRecords records;
    private final Findings findings;

    SystemCheck(KvEngine engine, SystemRecords records, Findings findings) {
        this.walk = new PartitionWalk(engine, findings);
        this.records = records;
        this.findings = findings;
    }

    void run() {
        walk.all(OWNER, SystemRows.SYSTEM, this::row);
    }

    private void row(Bytes row, Bytes value) {
        Keyspace kind = Keyspace.of(row);
        if (kind == null) {
            if (!Keyspace.isMarker(row)) {
                findings.fault(name(row), "this version knows no rows of this kind");
            }
            return;
        }
        if (OF_TABLES.contains(kind)) {
            findings.fault(name(row), "a row of a table, in the system's partition");
            return;
        }
        findings.count("catalog records", 1);
        if (SEALED.contains(kind)) {
            try {
                records.open(row, value);
            } catch (KvException.Corrupt e) {
                findings.fault(name(row), "the record does not open: it is damaged");
            }
        }
    }

    /** A record's kind and name, which stand in clear. */
    static String name(Bytes row) {
        Keyspace kind = Keyspace.of(row);
        byte[] name = row.array();
        for (int at = 1; at < name.length; at++) {
            if (name[at] < ' ' || name[at] == 0x7F) {
                return Findings.place(OWNER, SystemRows.SYSTEM, row);
            }
        }
        return kind == null
                ? Findings.place(OWNER, SystemRows.SYSTEM, row)
                : OWNER + ", " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + new String(name, 1, name.length - 1, StandardCharsets.UTF_8);
    }
}

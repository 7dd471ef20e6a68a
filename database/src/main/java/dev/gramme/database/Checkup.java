package dev.gramme.database;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.doctor.Doctor;
import dev.gramme.database.env.Environment;
import dev.gramme.database.kms.KmsFeature;
import dev.gramme.database.layout.DataFormat;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.ReadMode;
import org.jspecify.annotations.Nullable;

/** Looks whether data is sound, without changing it. No database may be open on the engine meanwhile. */
public final class Checkup {
    private Checkup() {}

    /**
     * Checks everything, or one backup.
     *
     * @param backupArn null for everything
     * @throws KvException.Unavailable where there is nothing to check, it is under another root key or of a newer
     *     format
     */
    public static Diagnosis run(
            KvEngine engine, Environment environment, KeyService keyService, @Nullable String backupArn) {
        DataFormat.CURRENT.requireSame(engine);
        if (engine.get(SystemRows.systemKey(), ReadMode.STRONG) == null) {
            throw new KvException.Unavailable("There is no data here yet.", null);
        }
        SystemRecords records = new SystemRecords(engine, environment, keyService);
        Doctor doctor = new Doctor(
                engine,
                records,
                () -> new TableEncryption(
                        keyService, new KmsFeature(environment, records, keyService).encryptionKeys(), environment));
        return backupArn == null ? doctor.examine() : doctor.examineBackup(backupArn);
    }
}

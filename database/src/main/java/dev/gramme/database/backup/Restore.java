package dev.gramme.database.backup;

import dev.gramme.database.table.TableName;

/**
 * A table that is being made from another one's past. Until it is done, the past it reads is kept.
 *
 * @param targetId the id of the table being made
 * @param backupArn the backup it is made from; empty where it is made from a point in time
 */
public record Restore(TableName target, String targetId, String backupArn, PastTable past) {
    /**
     * From a record of the catalog.
     *
     * @throws dev.gramme.kv.KvException.Corrupt where it is none
     */
    public static Restore decode(byte[] record) {
        return BackupCodec.decodeRestore(record);
    }
}

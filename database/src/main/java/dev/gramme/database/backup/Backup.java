package dev.gramme.database.backup;

/**
 * A backup.
 *
 * @param type USER, or SYSTEM for that of a table deleted while it could be restored to points in time
 * @param expiryMillis when it deletes itself; 0 for never
 */
public record Backup(String arn, String name, String type, long createdMillis, long expiryMillis, PastTable past) {
    static final String USER = "USER";
    static final String SYSTEM = "SYSTEM";
    static final String CREATING = "CREATING";
    static final String AVAILABLE = "AVAILABLE";
    static final String DELETED = "DELETED";

    /**
     * From a record of the catalog.
     *
     * @throws dev.gramme.kv.KvException.Corrupt where it is none
     */
    public static Backup decode(byte[] record) {
        return BackupCodec.decodeBackup(record);
    }

    String status() {
        return past.stamps().isEmpty() ? CREATING : AVAILABLE;
    }

    Backup with(PastTable changed) {
        return new Backup(arn, name, type, createdMillis, expiryMillis, changed);
    }
}

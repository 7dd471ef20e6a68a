package dev.gramme.database.backup;

/**
 * Times of backups, in milliseconds.
 *
 * @param trimMillis after which a table's earlier versions are looked through again for those that nobody needs
 * @param systemMillis for which the backup of a deleted table is kept
 */
public record BackupTimes(long trimMillis, long systemMillis) {
    private static final long DAY = 24 * 3_600_000L;

    public static final BackupTimes DEFAULT = new BackupTimes(DAY / 4, 35 * DAY);
}

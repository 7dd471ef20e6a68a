package dev.gramme.database.backup;

import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.WrappedTables;
import dev.gramme.kv.Key;
import java.util.HashMap;
import java.util.Map;

/** Data keys that backups and restores keep of their tables, for when the server's own key changes. */
public final class WrappedBackups {
    private WrappedBackups() {}

    /** All records of backups and restores with their data keys wrapped anew, by their rows. */
    public static Map<Key, byte[]> rewrapped(SystemRecords records, Rewrap rewrap) {
        Map<Key, byte[]> changed = new HashMap<>();
        for (byte[] record : records.all(Keyspace.BACKUP)) {
            Backup backup = BackupCodec.decodeBackup(record);
            changed.put(
                    SystemRows.backup(backup.arn()), BackupCodec.encode(backup.with(rewrapped(backup.past(), rewrap))));
        }
        for (byte[] record : records.all(Keyspace.RESTORE)) {
            Restore restore = BackupCodec.decodeRestore(record);
            Restore rewrapped = new Restore(
                    restore.target(), restore.targetId(), restore.backupArn(), rewrapped(restore.past(), rewrap));
            changed.put(SystemRows.restore(restore.targetId()), BackupCodec.encode(rewrapped));
        }
        return changed;
    }

    private static PastTable rewrapped(PastTable past, Rewrap rewrap) {
        return new PastTable(WrappedTables.rewrapped(past.record(), rewrap), past.stamps());
    }
}

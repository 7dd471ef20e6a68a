/**
 * Backups and point-in-time recovery. {@link dev.gramme.database.backup.HistoryCapture} keeps the versions that writes
 * replace; a backup is a stamp, and {@link dev.gramme.database.backup.PastReader} reads a table as it was at one;
 * {@link dev.gramme.database.backup.Backups} knows what is to be kept, {@link dev.gramme.database.backup.HistoryWorker}
 * deletes what is not, {@link dev.gramme.database.backup.RestoreWorker} fills restored tables. Start at
 * {@link dev.gramme.database.backup.CreateBackup}.
 */
@NullMarked
package dev.gramme.database.backup;

import org.jspecify.annotations.NullMarked;

package dev.gramme.database;

import dev.gramme.database.backup.BackupTimes;
import dev.gramme.database.kinesis.DestinationSettings;
import dev.gramme.database.stream.StreamTimes;
import dev.gramme.database.table.Quotas;
import dev.gramme.database.trigger.TriggerSettings;
import dev.gramme.database.ttl.TimeToLiveTimes;

/**
 * What can be set of a database.
 *
 * @param quotas what an account may have
 * @param streamTimes how long streams keep what
 * @param timeToLiveTimes how soon what expires is deleted
 * @param backupTimes how long backups keep what
 * @param triggers which functions changes are sent to, and how
 * @param destinations how changes are delivered to Kinesis streams
 */
public record Settings(
        Quotas quotas,
        StreamTimes streamTimes,
        TimeToLiveTimes timeToLiveTimes,
        BackupTimes backupTimes,
        TriggerSettings triggers,
        DestinationSettings destinations) {
    public static final Settings DEFAULT = new Settings(
            Quotas.DEFAULT,
            StreamTimes.DEFAULT,
            TimeToLiveTimes.DEFAULT,
            BackupTimes.DEFAULT,
            TriggerSettings.DEFAULT,
            DestinationSettings.DEFAULT);

    public Settings withQuotas(Quotas changed) {
        return new Settings(changed, streamTimes, timeToLiveTimes, backupTimes, triggers, destinations);
    }

    public Settings withStreamTimes(StreamTimes changed) {
        return new Settings(quotas, changed, timeToLiveTimes, backupTimes, triggers, destinations);
    }

    public Settings withTimeToLiveTimes(TimeToLiveTimes changed) {
        return new Settings(quotas, streamTimes, changed, backupTimes, triggers, destinations);
    }

    public Settings withBackupTimes(BackupTimes changed) {
        return new Settings(quotas, streamTimes, timeToLiveTimes, changed, triggers, destinations);
    }

    public Settings withTriggers(TriggerSettings changed) {
        return new Settings(quotas, streamTimes, timeToLiveTimes, backupTimes, changed, destinations);
    }

    public Settings withDestinations(DestinationSettings changed) {
        return new Settings(quotas, streamTimes, timeToLiveTimes, backupTimes, triggers, changed);
    }
}

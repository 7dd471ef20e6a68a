package dev.gramme.database;

import dev.gramme.database.audit.EventHistory;
import dev.gramme.database.backup.BackupTimes;
import dev.gramme.database.kinesis.DestinationSettings;
import dev.gramme.database.split.SplitSettings;
import dev.gramme.database.stream.StreamTimes;
import dev.gramme.database.sts.WebIdentityKeys;
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
 * @param webIdentityKeys the keys of identity providers, whose tokens roles are assumed with
 * @param events where calls are recorded, for LookupEvents
 * @param splits when partitions are split
 */
public record Settings(
        Quotas quotas,
        StreamTimes streamTimes,
        TimeToLiveTimes timeToLiveTimes,
        BackupTimes backupTimes,
        TriggerSettings triggers,
        DestinationSettings destinations,
        WebIdentityKeys webIdentityKeys,
        EventHistory events,
        SplitSettings splits) {
    public static final Settings DEFAULT = new Settings(
            Quotas.DEFAULT,
            StreamTimes.DEFAULT,
            TimeToLiveTimes.DEFAULT,
            BackupTimes.DEFAULT,
            TriggerSettings.DEFAULT,
            DestinationSettings.DEFAULT,
            WebIdentityKeys.NONE,
            EventHistory.NONE,
            SplitSettings.DEFAULT);

    public Settings withQuotas(Quotas changed) {
        return new Settings(
                changed,
                streamTimes,
                timeToLiveTimes,
                backupTimes,
                triggers,
                destinations,
                webIdentityKeys,
                events,
                splits);
    }

    public Settings withStreamTimes(StreamTimes changed) {
        return new Settings(
                quotas, changed, timeToLiveTimes, backupTimes, triggers, destinations, webIdentityKeys, events, splits);
    }

    public Settings withTimeToLiveTimes(TimeToLiveTimes changed) {
        return new Settings(
                quotas, streamTimes, changed, backupTimes, triggers, destinations, webIdentityKeys, events, splits);
    }

    public Settings withBackupTimes(BackupTimes changed) {
        return new Settings(
                quotas, streamTimes, timeToLiveTimes, changed, triggers, destinations, webIdentityKeys, events, splits);
    }

    public Settings withTriggers(TriggerSettings changed) {
        return new Settings(
                quotas,
                streamTimes,
                timeToLiveTimes,
                backupTimes,
                changed,
                destinations,
                webIdentityKeys,
                events,
                splits);
    }

    public Settings withDestinations(DestinationSettings changed) {
        return new Settings(
                quotas, streamTimes, timeToLiveTimes, backupTimes, triggers, changed, webIdentityKeys, events, splits);
    }

    public Settings withWebIdentityKeys(WebIdentityKeys changed) {
        return new Settings(
                quotas, streamTimes, timeToLiveTimes, backupTimes, triggers, destinations, changed, events, splits);
    }

    public Settings withEvents(EventHistory changed) {
        return new Settings(
                quotas,
                streamTimes,
                timeToLiveTimes,
                backupTimes,
                triggers,
                destinations,
                webIdentityKeys,
                changed,
                splits);
    }

    public Settings withSplits(SplitSettings changed) {
        return new Settings(
                quotas,
                streamTimes,
                timeToLiveTimes,
                backupTimes,
                triggers,
                destinations,
                webIdentityKeys,
                events,
                changed);
    }
}

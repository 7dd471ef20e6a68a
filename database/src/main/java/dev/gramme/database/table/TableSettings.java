package dev.gramme.database.table;

import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table is set to beyond its description.
 *
 * @param timeToLive null where it was never set
 * @param recovery null where the table cannot be restored to a point in time
 * @param keepsHistory whether writes keep the versions they replace
 * @param destinations the Kinesis streams its changes go to, or went to
 * @param encryptionChanges when its key of KMS was changed, the oldest first; only the last few
 * @param onDemandSince when it was changed from provisioned to on-demand, the oldest first; only the last few
 * @param policy the table's own policy, which its indexes share; null for none
 */
public record TableSettings(
        @Nullable TimeToLive timeToLive,
        @Nullable Recovery recovery,
        boolean keepsHistory,
        List<Destination> destinations,
        List<Instant> onDemandSince,
        List<Instant> encryptionChanges,
        @Nullable ResourcePolicy policy) {
    public static final TableSettings NONE =
            new TableSettings(null, null, false, List.of(), List.of(), List.of(), null);

    private static final NameTable FIELDS = new NameTable(
            "timeToLive", "recovery", "keepsHistory", "onDemandSince", "destinations", "encryptionChanges", "policy");
    private static final NameTable TIME_TO_LIVE_FIELDS = new NameTable("attribute", "status", "changedMillis");
    private static final NameTable RECOVERY_FIELDS = new NameTable("days", "sinceMillis");

    /**
     * Which items expire.
     *
     * @param status ENABLING, ENABLED, DISABLING or DISABLED
     * @param changedMillis when a client changed it last
     */
    public record TimeToLive(String attribute, String status, long changedMillis) {
        public static final String ENABLING = "ENABLING";
        public static final String ENABLED = "ENABLED";
        public static final String DISABLING = "DISABLING";
        public static final String DISABLED = "DISABLED";

        /** Whether writers keep account of what expires when. */
        public boolean isKept() {
            return status.equals(ENABLING) || status.equals(ENABLED);
        }

        public TimeToLive withStatus(String changed) {
            return new TimeToLive(attribute, changed, changedMillis);
        }
    }

    /**
     * Point-in-time recovery.
     *
     * @param days how far back
     * @param sinceMillis the first moment the table can be restored to, but for what is trimmed since; {@link #PENDING}
     *     while there are writers who do not keep versions yet
     */
    public record Recovery(int days, long sinceMillis) {
        public static final long PENDING = -1;

        public boolean isPending() {
            return sinceMillis == PENDING;
        }
    }

    public TableSettings withTimeToLive(@Nullable TimeToLive changed) {
        return new TableSettings(
                changed, recovery, keepsHistory, destinations, onDemandSince, encryptionChanges, policy);
    }

    public TableSettings withRecovery(@Nullable Recovery changed) {
        return new TableSettings(
                timeToLive, changed, keepsHistory, destinations, onDemandSince, encryptionChanges, policy);
    }

    public TableSettings withHistory(boolean kept) {
        return new TableSettings(timeToLive, recovery, kept, destinations, onDemandSince, encryptionChanges, policy);
    }

    public TableSettings withDestinations(List<Destination> changed) {
        return new TableSettings(
                timeToLive, recovery, keepsHistory, List.copyOf(changed), onDemandSince, encryptionChanges, policy);
    }

    /** Whether writers record their changes for a destination, with both images. */
    public boolean delivers() {
        for (int at = 0; at < destinations.size(); at++) {
            if (destinations.get(at).records()) {
                return true;
            }
        }
        return false;
    }

    TableSettings withOnDemandSince(List<Instant> changed) {
        return new TableSettings(timeToLive, recovery, keepsHistory, destinations, changed, encryptionChanges, policy);
    }

    TableSettings withEncryptionChanges(List<Instant> changed) {
        return new TableSettings(timeToLive, recovery, keepsHistory, destinations, onDemandSince, changed, policy);
    }

    public TableSettings withPolicy(@Nullable ResourcePolicy changed) {
        return new TableSettings(
                timeToLive, recovery, keepsHistory, destinations, onDemandSince, encryptionChanges, changed);
    }

    void write(JsonWriter writer) {
        writer.beginObject();
        if (timeToLive != null) {
            writer.field("timeToLive");
            writer.beginObject();
            writer.field("attribute");
            writer.string(timeToLive.attribute());
            writer.field("status");
            writer.string(timeToLive.status());
            writer.field("changedMillis");
            writer.number(timeToLive.changedMillis());
            writer.endObject();
        }
        if (recovery != null) {
            writer.field("recovery");
            writer.beginObject();
            writer.field("days");
            writer.number(recovery.days());
            writer.field("sinceMillis");
            writer.number(recovery.sinceMillis());
            writer.endObject();
        }
        writer.field("keepsHistory");
        writer.bool(keepsHistory);
        writer.field("onDemandSince");
        writer.beginArray();
        onDemandSince.forEach(time -> writer.number(time.toEpochMilli()));
        writer.endArray();
        if (!encryptionChanges.isEmpty()) {
            writer.field("encryptionChanges");
            writer.beginArray();
            encryptionChanges.forEach(time -> writer.number(time.toEpochMilli()));
            writer.endArray();
        }
        if (!destinations.isEmpty()) {
            writer.field("destinations");
            writer.beginArray();
            destinations.forEach(destination -> destination.write(writer));
            writer.endArray();
        }
        if (policy != null) {
            writer.field("policy");
            policy.write(writer);
        }
        writer.endObject();
    }

    static TableSettings read(JsonReader reader) {
        TableSettings settings = NONE;
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            settings = switch (field) {
                case 0 -> settings.withTimeToLive(readTimeToLive(reader));
                case 1 -> settings.withRecovery(readRecovery(reader));
                case 2 -> settings.withHistory(reader.bool());
                case 3 -> settings.withOnDemandSince(readTimes(reader));
                case 4 -> settings.withDestinations(Destination.readAll(reader));
                case 5 -> settings.withEncryptionChanges(readTimes(reader));
                case 6 -> settings.withPolicy(ResourcePolicy.read(reader));
                default -> throw unknown();
            };
        }
        return settings;
    }

    private static TimeToLive readTimeToLive(JsonReader reader) {
        String attribute = "";
        String status = "";
        long changedMillis = 0;
        reader.beginObject();
        for (int field = reader.nextField(TIME_TO_LIVE_FIELDS);
                field != NameTable.END;
                field = reader.nextField(TIME_TO_LIVE_FIELDS)) {
            switch (field) {
                case 0 -> attribute = reader.string();
                case 1 -> status = reader.string();
                case 2 -> changedMillis = reader.longInteger();
                default -> throw unknown();
            }
        }
        return new TimeToLive(attribute, status, changedMillis);
    }

    private static Recovery readRecovery(JsonReader reader) {
        int days = 0;
        long sinceMillis = 0;
        reader.beginObject();
        for (int field = reader.nextField(RECOVERY_FIELDS);
                field != NameTable.END;
                field = reader.nextField(RECOVERY_FIELDS)) {
            switch (field) {
                case 0 -> days = reader.integer();
                case 1 -> sinceMillis = reader.longInteger();
                default -> throw unknown();
            }
        }
        return new Recovery(days, sinceMillis);
    }

    private static List<Instant> readTimes(JsonReader reader) {
        List<Instant> times = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            times.add(Instant.ofEpochMilli(reader.longInteger()));
        }
        return List.copyOf(times);
    }

    private static KvException unknown() {
        return new KvException.Corrupt("A table's settings have a field this version does not know", null);
    }
}

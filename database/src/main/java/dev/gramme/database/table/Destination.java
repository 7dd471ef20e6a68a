package dev.gramme.database.table;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kinesis stream that changes of a table go to, or went to.
 *
 * @param streamArn of the Kinesis stream
 * @param status as the API names it
 * @param description why the status is what it is, for a person; null where there is nothing to say
 * @param precision MILLISECOND or MICROSECOND
 * @param label of the feed its changes are read from
 * @param records whether writers record their changes for it
 * @param changedMillis when a client changed it last
 */
public record Destination(
        String streamArn,
        String status,
        @Nullable String description,
        String precision,
        String label,
        boolean records,
        long changedMillis) {
    public static final String ENABLING = "ENABLING";
    public static final String ACTIVE = "ACTIVE";
    public static final String UPDATING = "UPDATING";
    public static final String DISABLING = "DISABLING";
    public static final String DISABLED = "DISABLED";
    public static final String ENABLE_FAILED = "ENABLE_FAILED";

    private static final NameTable FIELDS =
            new NameTable("streamArn", "status", "description", "precision", "label", "records", "changedMillis");

    /** Whether it takes no changes, and none is on its way. */
    public boolean isOff() {
        return status.equals(DISABLED) || status.equals(ENABLE_FAILED);
    }

    public Destination withStatus(String changed, @Nullable String why) {
        return new Destination(streamArn, changed, why, precision, label, records, changedMillis);
    }

    public Destination withPrecision(String changed) {
        return new Destination(streamArn, status, description, changed, label, records, changedMillis);
    }

    public Destination withRecords(boolean changed) {
        return new Destination(streamArn, status, description, precision, label, changed, changedMillis);
    }

    void write(JsonWriter writer) {
        writer.beginObject();
        writer.field("streamArn");
        writer.string(streamArn);
        writer.field("status");
        writer.string(status);
        if (description != null) {
            writer.field("description");
            writer.string(description);
        }
        writer.field("precision");
        writer.string(precision);
        writer.field("label");
        writer.string(label);
        writer.field("records");
        writer.bool(records);
        writer.field("changedMillis");
        writer.number(changedMillis);
        writer.endObject();
    }

    static List<Destination> readAll(JsonReader reader) {
        List<Destination> destinations = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            destinations.add(read(reader));
        }
        return destinations;
    }

    private static Destination read(JsonReader reader) {
        String streamArn = "";
        String status = "";
        String description = null;
        String precision = "";
        String label = "";
        boolean records = false;
        long changedMillis = 0;
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> streamArn = reader.string();
                case 1 -> status = reader.string();
                case 2 -> description = reader.string();
                case 3 -> precision = reader.string();
                case 4 -> label = reader.string();
                case 5 -> records = reader.bool();
                case 6 -> changedMillis = reader.longInteger();
                default ->
                    throw new KvException.Corrupt("A table's destination has a field this version does not know", null);
            }
        }
        return new Destination(streamArn, status, description, precision, label, records, changedMillis);
    }
}

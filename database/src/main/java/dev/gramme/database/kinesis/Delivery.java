package dev.gramme.database.kinesis;

import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.TableName;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvException;

/**
 * What is delivered where. It outlives its destination, and the table, until what was left has been delivered.
 *
 * @param tableId tells the table from a later one of the same name
 * @param label of the feed that is read
 * @param streamArn of the Kinesis stream
 * @param precision MILLISECOND or MICROSECOND
 */
record Delivery(TableName table, String tableId, String label, String streamArn, String precision) {
    static final String MILLISECOND = "MILLISECOND";
    static final String MICROSECOND = "MICROSECOND";

    private static final int FORMAT = 1;
    private static final NameTable FIELDS =
            new NameTable("format", "account", "region", "table", "tableId", "label", "streamArn", "precision");

    Key key() {
        return SystemRows.delivery(table.accountId(), table.region(), table.name(), label);
    }

    byte[] encode() {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("account");
        writer.string(table.accountId());
        writer.field("region");
        writer.string(table.region());
        writer.field("table");
        writer.string(table.name());
        writer.field("tableId");
        writer.string(tableId);
        writer.field("label");
        writer.string(label);
        writer.field("streamArn");
        writer.string(streamArn);
        writer.field("precision");
        writer.string(precision);
        writer.endObject();
        return writer.toBytes();
    }

    static Delivery decode(byte[] encoded) {
        try {
            return read(new JsonReader(encoded));
        } catch (JsonException e) {
            throw new KvException.Corrupt("A delivery's record in the catalog cannot be read", e);
        }
    }

    private static Delivery read(JsonReader reader) {
        String account = "";
        String region = "";
        String table = "";
        String tableId = "";
        String label = "";
        String streamArn = "";
        String precision = "";
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> requireFormat(reader.integer());
                case 1 -> account = reader.string();
                case 2 -> region = reader.string();
                case 3 -> table = reader.string();
                case 4 -> tableId = reader.string();
                case 5 -> label = reader.string();
                case 6 -> streamArn = reader.string();
                case 7 -> precision = reader.string();
                default ->
                    throw new KvException.Corrupt("A delivery's record has a field this version does not know", null);
            }
        }
        return new Delivery(new TableName(account, region, table), tableId, label, streamArn, precision);
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (delivery format " + format + ")", null);
        }
    }
}

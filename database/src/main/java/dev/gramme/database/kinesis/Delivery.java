package dev.gramme.database.kinesis;

import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.database.table.TableName;
import dev.gramme.json.NameTable;
import dev.gramme.kv.Key;

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

    private static final NameTable FIELDS =
            new NameTable("format", "account", "region", "table", "tableId", "label", "streamArn", "precision");

    Key key() {
        return SystemRows.delivery(table.accountId(), table.region(), table.name(), label);
    }

    byte[] encode() {
        return new RecordWriter()
                .field("account", table.accountId())
                .field("region", table.region())
                .field("table", table.name())
                .field("tableId", tableId)
                .field("label", label)
                .field("streamArn", streamArn)
                .field("precision", precision)
                .end();
    }

    static Delivery decode(byte[] encoded) {
        var read = new Object() {
            private String account = "";
            private String region = "";
            private String table = "";
            private String tableId = "";
            private String label = "";
            private String streamArn = "";
            private String precision = "";
        };
        RecordReader.read("a delivery", encoded, FIELDS, (field, reader) -> {
            switch (field) {
                case 1 -> read.account = reader.text();
                case 2 -> read.region = reader.text();
                case 3 -> read.table = reader.text();
                case 4 -> read.tableId = reader.text();
                case 5 -> read.label = reader.text();
                case 6 -> read.streamArn = reader.text();
                default -> read.precision = reader.text();
            }
        });
        return new Delivery(
                new TableName(read.account, read.region, read.table),
                read.tableId,
                read.label,
                read.streamArn,
                read.precision);
    }
}

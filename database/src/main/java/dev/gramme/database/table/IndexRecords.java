package dev.gramme.database.table;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.List;

/** The records of indexes as they stand in a table's. */
final class IndexRecords {
    private static final NameTable FIELDS = new NameTable("name", "id", "partitions", "items", "bytes");

    private IndexRecords() {}

    static void write(JsonWriter writer, IndexRecord index) {
        writer.beginObject();
        writer.field("name");
        writer.string(index.name());
        writer.field("id");
        writer.number(index.id());
        writer.field("partitions");
        TableRecord.writePartitions(writer, index.partitions());
        writer.field("items");
        writer.number(index.items());
        writer.field("bytes");
        writer.number(index.bytes());
        writer.endObject();
    }

    static void readAll(JsonReader reader, List<IndexRecord> indexes) {
        reader.beginArray();
        while (reader.nextElement()) {
            indexes.add(read(reader));
        }
    }

    private static IndexRecord read(JsonReader reader) {
        String name = "";
        int id = 0;
        List<TablePartition> partitions = List.of();
        long items = 0;
        long bytes = 0;
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> name = reader.string();
                case 1 -> id = reader.integer();
                case 2 -> partitions = TableRecord.readPartitions(reader);
                case 3 -> items = reader.longInteger();
                case 4 -> bytes = reader.longInteger();
                default ->
                    throw new KvException.Corrupt("An index's record has a field this version does not know", null);
            }
        }
        return new IndexRecord(name, id, partitions, items, bytes);
    }
}

package dev.gramme.database.backup;

import dev.gramme.database.table.TableName;
import dev.gramme.database.table.TableRecord;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Backups and restores as records in the catalog. */
final class BackupCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable(
            "format", "arn", "name", "type", "created", "expiry", "record", "stamps", "account", "region", "target",
            "id");

    private BackupCodec() {}

    static byte[] encode(Backup backup) {
        JsonWriter writer = begin(backup.past());
        writer.field("arn");
        writer.string(backup.arn());
        writer.field("name");
        writer.string(backup.name());
        writer.field("type");
        writer.string(backup.type());
        writer.field("created");
        writer.number(backup.createdMillis());
        writer.field("expiry");
        writer.number(backup.expiryMillis());
        writer.endObject();
        return writer.toBytes();
    }

    static byte[] encode(Restore restore) {
        JsonWriter writer = begin(restore.past());
        writer.field("arn");
        writer.string(restore.backupArn());
        writer.field("account");
        writer.string(restore.target().accountId());
        writer.field("region");
        writer.string(restore.target().region());
        writer.field("target");
        writer.string(restore.target().name());
        writer.field("id");
        writer.string(restore.targetId());
        writer.endObject();
        return writer.toBytes();
    }

    private static JsonWriter begin(PastTable past) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("record");
        writer.string(Base64.getEncoder().encodeToString(past.record().encode()));
        writer.field("stamps");
        writer.beginArray();
        past.stamps().forEach(writer::number);
        writer.endArray();
        return writer;
    }

    static Backup decodeBackup(byte[] encoded) {
        Fields fields = read(encoded);
        return new Backup(fields.arn, fields.name, fields.type, fields.created, fields.expiry, fields.past());
    }

    static Restore decodeRestore(byte[] encoded) {
        Fields fields = read(encoded);
        return new Restore(
                new TableName(fields.account, fields.region, fields.target), fields.id, fields.arn, fields.past());
    }

    private static final class Fields {
        private String arn = "";
        private String name = "";
        private String type = "";
        private long created;
        private long expiry;
        private String account = "";
        private String region = "";
        private String target = "";
        private String id = "";
        private @Nullable TableRecord record;
        private final List<Long> stamps = new ArrayList<>();

        PastTable past() {
            return new PastTable(Objects.requireNonNull(record), List.copyOf(stamps));
        }
    }

    private static Fields read(byte[] encoded) {
        try {
            Fields fields = new Fields();
            JsonReader reader = new JsonReader(encoded);
            reader.beginObject();
            for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
                read(fields, field, reader);
            }
            return fields;
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("A backup's record in the catalog cannot be read", e);
        }
    }

    private static void read(Fields fields, int field, JsonReader reader) {
        switch (field) {
            case 0 -> {
                if (reader.integer() != FORMAT) {
                    throw new KvException.Corrupt("A backup's record has a format this version does not know", null);
                }
            }
            case 1 -> fields.arn = reader.string();
            case 2 -> fields.name = reader.string();
            case 3 -> fields.type = reader.string();
            case 4 -> fields.created = reader.longInteger();
            case 5 -> fields.expiry = reader.longInteger();
            case 6 -> fields.record = TableRecord.decode(Base64.getDecoder().decode(reader.string()));
            case 7 -> {
                reader.beginArray();
                while (reader.nextElement()) {
                    fields.stamps.add(reader.longInteger());
                }
            }
            case 8 -> fields.account = reader.string();
            case 9 -> fields.region = reader.string();
            case 10 -> fields.target = reader.string();
            case 11 -> fields.id = reader.string();
            default -> throw new KvException.Corrupt("A backup's record has a field this version does not know", null);
        }
    }
}

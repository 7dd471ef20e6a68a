package dev.gramme.database.kms;

import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;

/** Aliases as JSON, for the catalog, which seals them. */
final class AliasCodec {
    private static final NameTable FIELDS =
            new NameTable("format", "account", "region", "name", "key", "created", "updated");

    private AliasCodec() {}

    static byte[] encode(Alias alias) {
        return new RecordWriter()
                .field("account", alias.accountId())
                .field("region", alias.region())
                .field("name", alias.name())
                .field("key", alias.keyId())
                .field("created", alias.createdMillis())
                .field("updated", alias.updatedMillis())
                .end();
    }

    static Alias decode(byte[] encoded) {
        var read = new Object() {
            private String account = "";
            private String region = "";
            private String name = "";
            private String key = "";
            private long created;
            private long updated;
        };
        RecordReader.read("an alias", encoded, FIELDS, (field, reader) -> {
            switch (field) {
                case 1 -> read.account = reader.text();
                case 2 -> read.region = reader.text();
                case 3 -> read.name = reader.text();
                case 4 -> read.key = reader.text();
                case 5 -> read.created = reader.number();
                default -> read.updated = reader.number();
            }
        });
        return new Alias(read.account, read.region, read.name, read.key, read.created, read.updated);
    }
}

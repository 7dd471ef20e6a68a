package dev.gramme.database.kms;

import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Grants as JSON, for the catalog, which seals them. */
final class GrantCodec {
    private static final NameTable FIELDS = new NameTable(
            "format", "id", "key", "name", "created", "grantee", "retiring", "issuer", "operations", "subset", "exact");

    private GrantCodec() {}

    static byte[] encode(Grant grant) {
        return new RecordWriter()
                .field("id", grant.id())
                .field("key", grant.keyId())
                .field("name", grant.name())
                .field("created", grant.createdMillis())
                .field("grantee", grant.grantee())
                .field("retiring", grant.retiring())
                .field("issuer", grant.issuer())
                .field("operations", grant.operations())
                .field("subset", Pairs.list(grant.subset()))
                .field("exact", Pairs.list(grant.exact()))
                .end();
    }

    static Grant decode(byte[] encoded) {
        var read = new Object() {
            private String id = "";
            private String key = "";
            private String name = "";
            private long created;
            private String grantee = "";
            private String retiring = "";
            private String issuer = "";
            private List<String> operations = List.of();
            private Map<String, String> subset = Map.of();
            private Map<String, String> exact = Map.of();
        };
        RecordReader.read("a grant", encoded, FIELDS, (field, reader) -> {
            switch (field) {
                case 1 -> read.id = reader.text();
                case 2 -> read.key = reader.text();
                case 3 -> read.name = reader.text();
                case 4 -> read.created = reader.number();
                case 5 -> read.grantee = reader.text();
                case 6 -> read.retiring = reader.text();
                case 7 -> read.issuer = reader.text();
                case 8 -> read.operations = List.copyOf(reader.list());
                case 9 -> read.subset = new TreeMap<>(Pairs.map(reader.list()));
                default -> read.exact = new TreeMap<>(Pairs.map(reader.list()));
            }
        });
        return new Grant(
                read.id,
                read.key,
                read.name,
                read.created,
                read.grantee,
                read.retiring,
                read.issuer,
                read.operations,
                read.subset,
                read.exact);
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys as JSON, for the catalog, which seals them. Key material is not among it. */
final class KeyCodec {
    private static final NameTable FIELDS = new NameTable(
            "format",
            "account",
            "region",
            "id",
            "created",
            "description",
            "managed",
            "state",
            "deletion",
            "policy",
            "tags",
            "rotates",
            "period",
            "next",
            "materials",
            "spec",
            "usage");

    private KeyCodec() {}

    static byte[] encode(KmsKey key) {
        List<String> materials = new ArrayList<>();
        for (KmsKey.Material material : key.materials()) {
            materials.add(material.id());
            materials.add(Long.toString(material.sinceMillis()));
            materials.add(material.rotationType());
        }
        return new RecordWriter()
                .field("account", key.accountId())
                .field("region", key.region())
                .field("id", key.id())
                .field("created", key.createdMillis())
                .field("description", key.description())
                .field("managed", key.managed())
                .field("state", key.state().name())
                .field("deletion", key.deletionMillis())
                .field("policy", key.policy())
                .field("tags", Pairs.list(key.tags()))
                .field("rotates", key.rotation().enabled())
                .field("period", key.rotation().periodDays())
                .field("next", key.rotation().nextMillis())
                .field("materials", materials)
                .field("spec", key.spec().name())
                .field("usage", key.usage())
                .end();
    }

    private static final class Fields {
        private String account = "";
        private String region = "";
        private String id = "";
        private long created;
        private String description = "";
        private boolean managed;
        private String state = "";
        private long deletion;
        private String policy = "";
        private List<String> tags = List.of();
        private boolean rotates;
        private int period;
        private long next;
        private List<String> materials = List.of();
        // what all keys were before there were others
        private String spec = KeySpec.SYMMETRIC_DEFAULT.name();
        private String usage = KeySpec.ENCRYPT_DECRYPT;

        void take(int field, RecordReader reader) {
            switch (field) {
                case 1 -> account = reader.text();
                case 2 -> region = reader.text();
                case 3 -> id = reader.text();
                case 4 -> created = reader.number();
                case 5 -> description = reader.text();
                case 6 -> managed = reader.flag();
                case 7 -> state = reader.text();
                case 8 -> deletion = reader.number();
                case 9 -> policy = reader.text();
                case 10 -> tags = reader.list();
                case 11 -> rotates = reader.flag();
                case 12 -> period = Math.toIntExact(reader.number());
                case 13 -> next = reader.number();
                case 14 -> materials = reader.list();
                case 15 -> spec = reader.text();
                default -> usage = reader.text();
            }
        }

        KmsKey key() {
            List<KmsKey.Material> all = new ArrayList<>();
            for (int at = 0; at + 2 < materials.size(); at += 3) {
                all.add(new KmsKey.Material(
                        materials.get(at), Long.parseLong(materials.get(at + 1)), materials.get(at + 2)));
            }
            return new KmsKey(
                    account,
                    region,
                    id,
                    created,
                    description,
                    managed,
                    KeySpec.valueOf(spec),
                    usage,
                    KmsKey.State.valueOf(state),
                    deletion,
                    policy,
                    Map.copyOf(Pairs.map(tags)),
                    new KmsKey.Rotation(rotates, period, next),
                    List.copyOf(all));
        }
    }

    static KmsKey decode(byte[] encoded) {
        Fields fields = new Fields();
        try {
            RecordReader.read("a key", encoded, FIELDS, fields::take);
            return fields.key();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("The record of a key in the catalog cannot be read", e);
        }
    }
}

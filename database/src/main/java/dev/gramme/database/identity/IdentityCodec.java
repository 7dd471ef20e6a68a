package dev.gramme.database.identity;

import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users, groups and roles as records of the catalog. */
final class IdentityCodec {
    private static final NameTable FIELDS = new NameTable(
            "format",
            "kind",
            "account",
            "name",
            "path",
            "id",
            "created",
            "tags",
            "attached",
            "inline",
            "boundary",
            "groups",
            "trust",
            "description",
            "maxSession");

    private IdentityCodec() {}

    static byte[] encode(Identity identity) {
        Map<String, String> inline = new LinkedHashMap<>();
        identity.inline().forEach((name, text) -> inline.put(name, text.document()));
        RecordWriter writer = new RecordWriter()
                .field("kind", identity.kind().word())
                .field("account", identity.accountId())
                .field("name", identity.name())
                .field("path", identity.path())
                .field("id", identity.id())
                .field("created", identity.createdMillis())
                .field("tags", identity.tags())
                .field("attached", identity.attached())
                .field("inline", inline)
                .field("boundary", identity.boundary())
                .field("groups", identity.groups());
        RoleTerms role = identity.role();
        if (role != null) {
            writer.field("trust", role.trust().document())
                    .field("description", role.description())
                    .field("maxSession", role.maxSessionSeconds());
        }
        return writer.end();
    }

    /** What has been read. */
    private static final class Draft {
        private Kind kind = Kind.USER;
        private String account = "";
        private String name = "";
        private String path = "/";
        private String id = "";
        private long created;
        private Map<String, String> tags = Map.of();
        private List<String> attached = List.of();
        private final Map<String, PolicyText> inline = new LinkedHashMap<>();
        private @Nullable String boundary;
        private List<String> groups = List.of();
        private @Nullable String trust;
        private @Nullable String description;
        private int maxSession;

        private void take(int field, RecordReader reader) {
            switch (field) {
                case 1 -> kind = kind(reader.text());
                case 2 -> account = reader.text();
                case 3 -> name = reader.text();
                case 4 -> path = reader.text();
                case 5 -> id = reader.text();
                case 6 -> created = reader.number();
                case 7 -> tags = reader.map();
                case 8 -> attached = reader.list();
                case 9 ->
                    reader.map()
                            .forEach((policy, document) ->
                                    inline.put(policy, new PolicyText(document, PolicyKind.IDENTITY)));
                case 10 -> boundary = reader.text();
                case 11 -> groups = reader.list();
                case 12 -> trust = reader.text();
                case 13 -> description = reader.text();
                default -> maxSession = (int) reader.number();
            }
        }

        private static Kind kind(String word) {
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new KvException.Corrupt("The catalog has an identity of an unknown kind", null);
        }
    }

    static Identity decode(byte[] encoded) {
        Draft draft = new Draft();
        RecordReader.read("an identity", encoded, FIELDS, draft::take);
        RoleTerms role = draft.trust == null
                ? null
                : new RoleTerms(new PolicyText(draft.trust, PolicyKind.TRUST), draft.description, draft.maxSession);
        return new Identity(
                draft.kind,
                draft.account,
                draft.name,
                draft.path,
                draft.id,
                draft.created,
                draft.tags,
                draft.attached,
                draft.inline,
                draft.boundary,
                draft.groups,
                role);
    }
}

package dev.gramme.database.identity;

import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Managed policies as records of the catalog. */
final class ManagedPolicyCodec {
    private static final NameTable FIELDS = new NameTable(
            "format",
            "account",
            "name",
            "path",
            "id",
            "created",
            "description",
            "tags",
            "versionIds",
            "documents",
            "versionsCreated",
            "default",
            "last");

    private ManagedPolicyCodec() {}

    static byte[] encode(ManagedPolicy policy) {
        List<ManagedPolicy.Version> versions = policy.versions();
        return new RecordWriter()
                .field("account", policy.accountId())
                .field("name", policy.name())
                .field("path", policy.path())
                .field("id", policy.id())
                .field("created", policy.createdMillis())
                .field("description", policy.description())
                .field("tags", policy.tags())
                .field(
                        "versionIds",
                        versions.stream().map(ManagedPolicy.Version::id).toList())
                .field(
                        "documents",
                        versions.stream()
                                .map(version -> version.text().document())
                                .toList())
                .field(
                        "versionsCreated",
                        versions.stream()
                                .map(version -> Long.toString(version.createdMillis()))
                                .toList())
                .field("default", policy.defaultVersion())
                .field("last", policy.lastVersion())
                .end();
    }

    /** What has been read. */
    private static final class Draft {
        private String account = "";
        private String name = "";
        private String path = "/";
        private String id = "";
        private long created;
        private @Nullable String description;
        private Map<String, String> tags = Map.of();
        private List<String> versionIds = List.of();
        private List<String> documents = List.of();
        private List<String> versionsCreated = List.of();
        private String defaultVersion = "";
        private int last;

        private void take(int field, RecordReader reader) {
            switch (field) {
                case 1 -> account = reader.text();
                case 2 -> name = reader.text();
                case 3 -> path = reader.text();
                case 4 -> id = reader.text();
                case 5 -> created = reader.number();
                case 6 -> description = reader.text();
                case 7 -> tags = reader.map();
                case 8 -> versionIds = reader.list();
                case 9 -> documents = reader.list();
                case 10 -> versionsCreated = reader.list();
                case 11 -> defaultVersion = reader.text();
                default -> last = (int) reader.number();
            }
        }
    }

    static ManagedPolicy decode(byte[] encoded) {
        Draft draft = new Draft();
        RecordReader.read("a policy", encoded, FIELDS, draft::take);
        int count = draft.versionIds.size();
        if (draft.documents.size() != count || draft.versionsCreated.size() != count || count == 0) {
            throw new KvException.Corrupt("The record of a policy in the catalog is not whole", null);
        }
        List<ManagedPolicy.Version> versions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            versions.add(new ManagedPolicy.Version(
                    draft.versionIds.get(index),
                    new PolicyText(draft.documents.get(index), PolicyKind.MANAGED),
                    Long.parseLong(draft.versionsCreated.get(index))));
        }
        return new ManagedPolicy(
                draft.account,
                draft.name,
                draft.path,
                draft.id,
                draft.created,
                draft.description,
                draft.tags,
                versions,
                draft.defaultVersion,
                draft.last);
    }
}

package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.json.NameTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Session tokens: sessions, sealed under the catalog's key, so that only this database can make or open them. */
public final class SessionTokens {
    private static final byte[] USE = "session token".getBytes(StandardCharsets.UTF_8);
    private static final NameTable FIELDS = new NameTable(
            "format",
            "key",
            "secret",
            "kind",
            "account",
            "issuer",
            "name",
            "issued",
            "expires",
            "policies",
            "arns",
            "tags",
            "transitive",
            "source",
            "provider");

    private final SystemRecords records;

    public SessionTokens(SystemRecords records) {
        this.records = records;
    }

    /** The token of a session. */
    public String seal(IssuedSession session) {
        byte[] record = new RecordWriter()
                .field("key", session.accessKeyId())
                .field("secret", session.secret())
                .field("kind", session.kind().name())
                .field("account", session.accountId())
                .field("issuer", session.issuerId())
                .field("name", session.name())
                .field("issued", session.issuedAtMillis())
                .field("expires", session.expiresMillis())
                .field("policies", session.policies())
                .field("arns", session.policyArns())
                .field("tags", session.tags())
                .field("transitive", session.transitiveTags())
                .field("source", session.sourceIdentity())
                .field("provider", session.provider())
                .end();
        return Base64.getEncoder().encodeToString(records.sealToken(record, USE));
    }

    /** The session of a token; null where it is none of ours. */
    @Nullable
    IssuedSession open(String token) {
        byte[] record;
        try {
            record = records.openToken(Base64.getDecoder().decode(token), USE);
        } catch (SealBrokenException | IllegalArgumentException e) {
            return null;
        }
        Draft draft = new Draft();
        RecordReader.read("a session", record, FIELDS, draft::take);
        return draft.session();
    }

    /** What has been read. */
    private static final class Draft {
        private String key = "";
        private String secret = "";
        private String kind = "";
        private String account = "";
        private String issuer = "";
        private String name = "";
        private long issued;
        private long expires;
        private List<String> policies = List.of();
        private List<String> arns = List.of();
        private Map<String, String> tags = Map.of();
        private List<String> transitive = List.of();
        private @Nullable String source;
        private @Nullable String provider;

        private void take(int field, RecordReader reader) {
            switch (field) {
                case 1 -> key = reader.text();
                case 2 -> secret = reader.text();
                case 3 -> kind = reader.text();
                case 4 -> account = reader.text();
                case 5 -> issuer = reader.text();
                case 6 -> name = reader.text();
                case 7 -> issued = reader.number();
                case 8 -> expires = reader.number();
                case 9 -> policies = reader.list();
                case 10 -> arns = reader.list();
                case 11 -> tags = reader.map();
                case 12 -> transitive = reader.list();
                case 13 -> source = reader.text();
                default -> provider = reader.text();
            }
        }

        private IssuedSession session() {
            return new IssuedSession(
                    key,
                    secret,
                    Caller.Kind.valueOf(kind),
                    account,
                    issuer,
                    name,
                    issued,
                    expires,
                    policies,
                    arns,
                    tags,
                    transitive,
                    source,
                    provider);
        }
    }
}

package dev.gramme.database.identity;

import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.json.NameTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The smaller records of an account: itself, its access keys, its providers. */
final class AccountCodecs {
    private static final NameTable ACCOUNT = new NameTable("format", "account", "revision", "alias");
    private static final NameTable ACCESS_KEY =
            new NameTable("format", "id", "secret", "account", "user", "inactive", "created");
    private static final NameTable PROVIDER =
            new NameTable("format", "account", "host", "clients", "thumbprints", "created", "tags");

    private AccountCodecs() {}

    static byte[] encode(AccountRecord account) {
        return new RecordWriter()
                .field("account", account.accountId())
                .field("revision", account.revision())
                .field("alias", account.alias())
                .end();
    }

    static AccountRecord account(byte[] encoded) {
        var read = new Object() {
            private String id = "";
            private long revision;
            private @Nullable String alias;
        };
        RecordReader.read("an account", encoded, ACCOUNT, (field, reader) -> {
            switch (field) {
                case 1 -> read.id = reader.text();
                case 2 -> read.revision = reader.number();
                default -> read.alias = reader.text();
            }
        });
        return new AccountRecord(read.id, read.revision, read.alias);
    }

    static byte[] encode(AccessKey key) {
        return new RecordWriter()
                .field("id", key.id())
                .field("secret", key.secret())
                .field("account", key.accountId())
                .field("user", key.userId())
                .field("inactive", key.active() ? 0 : 1)
                .field("created", key.createdMillis())
                .end();
    }

    static AccessKey accessKey(byte[] encoded) {
        var read = new Object() {
            private String id = "";
            private String secret = "";
            private String account = "";
            private @Nullable String user;
            private boolean active = true;
            private long created;
        };
        RecordReader.read("an access key", encoded, ACCESS_KEY, (field, reader) -> {
            switch (field) {
                case 1 -> read.id = reader.text();
                case 2 -> read.secret = reader.text();
                case 3 -> read.account = reader.text();
                case 4 -> read.user = reader.text();
                case 5 -> read.active = reader.number() == 0;
                default -> read.created = reader.number();
            }
        });
        return new AccessKey(read.id, read.secret, read.account, read.user, read.active, read.created);
    }

    static byte[] encode(OidcProvider provider) {
        return new RecordWriter()
                .field("account", provider.accountId())
                .field("host", provider.host())
                .field("clients", provider.clientIds())
                .field("thumbprints", provider.thumbprints())
                .field("created", provider.createdMillis())
                .field("tags", provider.tags())
                .end();
    }

    static OidcProvider provider(byte[] encoded) {
        var read = new Object() {
            private String account = "";
            private String host = "";
            private List<String> clients = List.of();
            private List<String> thumbprints = List.of();
            private long created;
            private Map<String, String> tags = Map.of();
        };
        RecordReader.read("a provider", encoded, PROVIDER, (field, reader) -> {
            switch (field) {
                case 1 -> read.account = reader.text();
                case 2 -> read.host = reader.text();
                case 3 -> read.clients = reader.list();
                case 4 -> read.thumbprints = reader.list();
                case 5 -> read.created = reader.number();
                default -> read.tags = reader.map();
            }
        });
        return new OidcProvider(read.account, read.host, read.clients, read.thumbprints, read.created, read.tags);
    }
}

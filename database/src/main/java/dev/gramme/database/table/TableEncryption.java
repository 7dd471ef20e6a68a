package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.crypto.KeyInaccessibleException;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.model.dynamodb.SSEDescription;
import dev.gramme.model.dynamodb.SSESpecification;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How tables are encrypted: each has a data key of its own for as long as it lives, which is wrapped by the server's
 * own key or under a key of KMS. Only the wrapping changes with the key.
 */
public final class TableEncryption {
    private static final String KMS = "KMS";
    private static final String ENABLED = "ENABLED";
    private static final String UPDATING = "UPDATING";
    /** First byte of a data key that is wrapped under a key of KMS; those of the server's own begin with 1. */
    private static final byte BY_KMS = 2;
    /** The same where DynamoDB has taken a grant of the key, and may use it as long as it has that. */
    private static final byte BY_GRANT = 3;

    private final KeyService own;
    private final EncryptionKeys kms;
    private final Environment environment;

    /**
     * Takes what wraps.
     *
     * @param own the server's own key
     */
    public TableEncryption(KeyService own, EncryptionKeys kms, Environment environment) {
        this.own = own;
        this.kms = kms;
        this.environment = environment;
    }

    /**
     * What a request asks for, as a description.
     *
     * @return null for the server's own key
     */
    @Nullable
    SSEDescription describe(Call call, @Nullable SSESpecification wanted) {
        if (wanted == null) {
            return null;
        }
        String type = wanted.sseType();
        if (type != null && !type.equals(KMS)) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: SSEType " + type + " is not supported");
        }
        String keyId = wanted.kmsMasterKeyId();
        boolean enabled = Boolean.TRUE.equals(wanted.enabled());
        if (keyId != null && type == null) {
            throw DynamoException.validation("One or more parameter values were invalid: SSEType KMS is required if"
                    + " KMSMasterKeyId is specified");
        }
        if (!enabled && (type != null || keyId != null)) {
            throw DynamoException.validation("One or more parameter values were invalid: SSEType and KMSMasterKeyId"
                    + " can be specified only if SSE is enabled");
        }
        return enabled ? described(kms.choose(call, keyId)) : null;
    }

    private static SSEDescription described(String keyArn) {
        return SSEDescription.builder()
                .status(ENABLED)
                .sseType(KMS)
                .kmsMasterKeyArn(keyArn)
                .build();
    }

    /** The description of a table whose key is changed as a request asks; the change is still to be made. */
    TableDescription changed(Call call, TableDescription before, SSESpecification wanted) {
        SSEDescription now = describe(call, wanted);
        String from = keyArn(before);
        String to = now == null ? null : now.kmsMasterKeyArn();
        if (Objects.equals(from, to)) {
            throw DynamoException.validation(
                    to == null
                            ? "One or more parameter values were invalid: Table is already encrypted by default"
                            : "One or more parameter values were invalid: Table is already encrypted with given"
                                    + " KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key");
        }
        SSEDescription.Builder shown = now == null ? SSEDescription.builder() : now.toBuilder();
        return before.toBuilder().sseDescription(shown.status(UPDATING).build()).build();
    }

    /** What a request needs permission for beside the table. */
    public List<Access> accesses(Call call, @Nullable SSESpecification wanted, TableName table) {
        return wanted != null && Boolean.TRUE.equals(wanted.enabled())
                ? kms.accesses(call, wanted.kmsMasterKeyId(), table)
                : List.of();
    }

    /**
     * What a request for what lies in a table needs permission for beside the table.
     *
     * @return null where that is under the server's own key
     */
    public @Nullable Access accessToData(Call call, TableRecord table) {
        String keyArn = keyArn(table.description());
        return keyArn == null ? null : kms.accessToData(call, keyArn, table.id());
    }

    /**
     * The same for what is left of a table.
     *
     * @param wrapped its data key
     */
    public @Nullable Access accessToData(Call call, byte[] wrapped, TableName table) {
        return isByKms(wrapped) ? kms.accessToData(call, ciphertext(wrapped), table) : null;
    }

    private static byte[] ciphertext(byte[] wrapped) {
        return Arrays.copyOfRange(wrapped, 1, wrapped.length);
    }

    /** Gives back what DynamoDB may do with keys of KMS but for these tables. */
    void retireGrants(List<Table> tables) {
        Map<String, String> keyArns = new HashMap<>();
        for (Table table : tables) {
            String keyArn = keyArn(table.record().description());
            if (keyArn != null) {
                keyArns.put(table.record().tableId(), keyArn);
            }
        }
        kms.retireOthers(keyArns);
    }

    /** The ARN of the key of KMS a table is encrypted under; null where that is the server's own. */
    public static @Nullable String keyArn(TableDescription table) {
        SSEDescription encryption = table.sseDescription();
        return encryption == null ? null : encryption.kmsMasterKeyArn();
    }

    /** The record with its data key wrapped under the key that its description names by now. */
    TableRecord rewrapped(TableRecord before, TableRecord after) {
        String to = keyArn(after.description());
        if (Objects.equals(keyArn(before.description()), to)) {
            return after;
        }
        byte[] dataKey = unwrap(before.wrappedKey(), before.tableId());
        TableRecord limited = EncryptionChanges.counted(after, to != null, environment.clockMillis());
        return limited.withKey(wrap(dataKey, to, after.id(), after.tableId()), after.partitions());
    }

    /** The description of a table whose change is done. */
    static TableDescription settled(TableDescription table) {
        SSEDescription encryption = table.sseDescription();
        if (encryption == null || !UPDATING.equals(encryption.status())) {
            return table;
        }
        String keyArn = encryption.kmsMasterKeyArn();
        return table.toBuilder()
                .sseDescription(keyArn == null ? null : described(keyArn))
                .build();
    }

    /** The description of a table since whose key cannot be used; null for one whose key can. */
    static TableDescription inaccessibleSince(TableDescription table, @Nullable Instant time) {
        SSEDescription encryption = table.sseDescription();
        return encryption == null
                ? table
                : table.toBuilder()
                        .sseDescription(encryption.toBuilder()
                                .inaccessibleEncryptionDateTime(time)
                                .build())
                        .build();
    }

    byte[] wrap(byte[] dataKey, @Nullable String keyArn, TableName table, String tableId) {
        if (keyArn == null) {
            return own.wrap(dataKey, context(tableId));
        }
        kms.grant(keyArn, table, tableId);
        byte[] wrapped = kms.wrap(dataKey, keyArn, tableId);
        byte[] marked = new byte[1 + wrapped.length];
        marked[0] = BY_GRANT;
        System.arraycopy(wrapped, 0, marked, 1, wrapped.length);
        return marked;
    }

    static boolean isByKms(byte[] wrapped) {
        return wrapped.length > 0 && (wrapped[0] == BY_KMS || wrapped[0] == BY_GRANT);
    }

    private byte[] unwrap(byte[] wrapped, String tableId) {
        return isByKms(wrapped) ? kms.unwrap(ciphertext(wrapped), tableId) : own.unwrap(wrapped, context(tableId));
    }

    static String context(String tableId) {
        return "table " + tableId;
    }

    /** The data key of a table that is there, for which DynamoDB must still have its grant. */
    private byte[] unwrap(TableRecord record) {
        byte[] wrapped = record.wrappedKey();
        String keyArn = keyArn(record.description());
        if (keyArn != null && wrapped.length > 0 && wrapped[0] == BY_GRANT) {
            kms.requireGrant(keyArn, record.id(), record.tableId());
        }
        return unwrap(wrapped, record.tableId());
    }

    /** A table's keys; locked where their key of KMS cannot be used. */
    TableKeys keys(TableRecord record) {
        try {
            return new TableKeys(unwrap(record), environment);
        } catch (KeyInaccessibleException e) {
            return TableKeys.locked(e.text());
        }
    }

    /** The keys of what is left of a table; locked where their key of KMS cannot be used. */
    TableKeys keys(byte[] wrapped, String tableId) {
        try {
            return new TableKeys(unwrap(wrapped, tableId), environment);
        } catch (KeyInaccessibleException e) {
            return TableKeys.locked(e.text());
        }
    }

    /**
     * Looks whether a table's key of KMS can be used, and locks or opens its keys accordingly.
     *
     * @return whether it can
     */
    boolean check(TableRecord record, TableKeys keys) {
        if (!isByKms(record.wrappedKey())) {
            return true;
        }
        try {
            byte[] dataKey = unwrap(record);
            if (keys.isLocked()) {
                keys.open(dataKey, environment);
            }
            return true;
        } catch (KeyInaccessibleException e) {
            keys.lock(e.text());
            return false;
        }
    }
}

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
import java.util.List;
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
    List<Access> accesses(Call call, @Nullable SSESpecification wanted) {
        return wanted != null && Boolean.TRUE.equals(wanted.enabled())
                ? kms.accesses(call, wanted.kmsMasterKeyId())
                : List.of();
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
        return limited.withKey(wrap(dataKey, to, after.tableId()), after.partitions());
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

    byte[] wrap(byte[] dataKey, @Nullable String keyArn, String tableId) {
        if (keyArn == null) {
            return own.wrap(dataKey, context(tableId));
        }
        byte[] wrapped = kms.wrap(dataKey, keyArn, tableId);
        byte[] marked = new byte[1 + wrapped.length];
        marked[0] = BY_KMS;
        System.arraycopy(wrapped, 0, marked, 1, wrapped.length);
        return marked;
    }

    private static boolean isByKms(byte[] wrapped) {
        return wrapped.length > 0 && wrapped[0] == BY_KMS;
    }

    private byte[] unwrap(byte[] wrapped, String tableId) {
        return isByKms(wrapped)
                ? kms.unwrap(Arrays.copyOfRange(wrapped, 1, wrapped.length), tableId)
                : own.unwrap(wrapped, context(tableId));
    }

    private static String context(String tableId) {
        return "table " + tableId;
    }

    /** A table's keys; locked where their key of KMS cannot be used. */
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
            byte[] dataKey = unwrap(record.wrappedKey(), record.tableId());
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

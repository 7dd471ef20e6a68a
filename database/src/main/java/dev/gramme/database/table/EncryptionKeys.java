package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of KMS, as tables are encrypted under them. */
public interface EncryptionKeys {
    /**
     * Finds the key that a caller wants a table to be encrypted under.
     *
     * @param keyId as KMS takes it; null for the key that DynamoDB has of the account
     * @return its ARN
     * @throws dev.gramme.database.api.DynamoException where there is none, or it cannot be used
     */
    String choose(Call call, @Nullable String keyId);

    /**
     * What a caller needs permission for to encrypt a table under a key.
     *
     * @param keyId as KMS takes it; null for the key that DynamoDB has of the account
     * @throws dev.gramme.database.api.DynamoException where there is none, or it cannot be used
     */
    List<Access> accesses(Call call, @Nullable String keyId, TableName table);

    /**
     * What a caller needs permission for to have what lies under a key read or written.
     *
     * @return null where the key is gone
     */
    @Nullable
    Access accessToData(Call call, String keyArn, TableName table);

    /**
     * The same where only what {@link #wrap} sealed says which key it is.
     *
     * @return null where the key is gone
     */
    @Nullable
    Access accessToData(Call call, byte[] wrapped, TableName table);

    /** Lets DynamoDB itself use a key for a table, also when no caller is there, until that is taken back. */
    void grant(String keyArn, TableName table, String tableId);

    /**
     * Looks whether DynamoDB itself may use a key for a table.
     *
     * @throws dev.gramme.database.crypto.KeyInaccessibleException where it may not, or the key is gone
     */
    void requireGrant(String keyArn, TableName table, String tableId);

    /**
     * Gives back what DynamoDB may for other tables than these.
     *
     * @param keyArns the keys that tables are encrypted under, by the ids of tables
     */
    void retireOthers(Map<String, String> keyArns);

    /** Seals a table's data key under a key of KMS. */
    byte[] wrap(byte[] dataKey, String keyArn, String tableId);

    /**
     * Opens what {@link #wrap} sealed.
     *
     * @throws dev.gramme.database.crypto.KeyInaccessibleException where the key cannot be used, or is gone
     */
    byte[] unwrap(byte[] wrapped, String tableId);
}

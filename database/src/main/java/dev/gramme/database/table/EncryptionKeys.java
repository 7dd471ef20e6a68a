package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import java.util.List;
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
    List<Access> accesses(Call call, @Nullable String keyId);

    /** Seals a table's data key under a key of KMS. */
    byte[] wrap(byte[] dataKey, String keyArn, String tableId);

    /**
     * Opens what {@link #wrap} sealed.
     *
     * @throws dev.gramme.database.crypto.KeyInaccessibleException where the key cannot be used, or is gone
     */
    byte[] unwrap(byte[] wrapped, String tableId);
}

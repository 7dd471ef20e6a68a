package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.crypto.KeyInaccessibleException;
import dev.gramme.database.table.EncryptionKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as tables are encrypted under them. What DynamoDB says of KMS's errors is as it says it. */
final class KeysOfTables implements EncryptionKeys {
    /** What DynamoDB does with a table's key (source: developer guide, "DynamoDB encryption at rest usage notes"). */
    private static final List<String> ACTIONS =
            List.of("kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Encrypt", "kms:Decrypt");

    private static final String TABLE_ID = "gramme:tableId";

    private final KeyNames names;
    private final KeyAccess access;
    private final Ciphertexts ciphertexts;

    KeysOfTables(KeyNames names, KeyAccess access, Ciphertexts ciphertexts) {
        this.access = access;
        this.names = names;
        this.ciphertexts = ciphertexts;
    }

    @Override
    public String choose(Call call, @Nullable String keyId) {
        try {
            KmsKey key = names.require(call, keyId == null ? KeyNames.OF_DYNAMODB : keyId);
            key.requireEnabled();
            return key.arn();
        } catch (DynamoException e) {
            throw DynamoException.validation("KMS validation error: " + told(e));
        }
    }

    private static String told(DynamoException e) {
        String name = e.code().errorName();
        return "com.amazonaws.services.kms.model." + name + ": " + e.text()
                + " (Service: AWSKMS; Status Code: 400; Error Code: " + name + ")";
    }

    @Override
    public List<Access> accesses(Call call, @Nullable String keyId) {
        KmsKey key = names.byArn(choose(call, keyId));
        List<String> service = List.of("dynamodb." + call.region() + ".amazonaws.com");
        return ACTIONS.stream()
                .map(action -> access.asking(call, action, key, name -> name.equals("kms:viaservice") ? service : null))
                .toList();
    }

    @Override
    public byte[] wrap(byte[] dataKey, String keyArn, String tableId) {
        try {
            KmsKey key = names.byArn(keyArn);
            key.requireEnabled();
            return ciphertexts.encrypt(key, dataKey, context(tableId));
        } catch (DynamoException e) {
            throw DynamoException.validation("KMS validation error: " + told(e));
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String tableId) {
        try {
            Ciphertexts.Parts parts = ciphertexts.parse(wrapped);
            KmsKey key = ciphertexts.keyOf(parts);
            if (key == null) {
                throw KmsFault.inaccessible();
            }
            key.requireEnabled();
            return ciphertexts.decrypt(parts, context(tableId));
        } catch (DynamoException e) {
            throw new KeyInaccessibleException("KMS key access denied error: " + told(e));
        }
    }

    private static Map<String, String> context(String tableId) {
        return Map.of(TABLE_ID, tableId);
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.crypto.KeyInaccessibleException;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.EncryptionKeys;
import dev.gramme.database.table.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final Keys keys;
    private final Grants grants;
    private final Environment environment;

    KeysOfTables(
            Keys keys,
            KeyNames names,
            KeyAccess access,
            Ciphertexts ciphertexts,
            Grants grants,
            Environment environment) {
        this.keys = keys;
        this.names = names;
        this.access = access;
        this.ciphertexts = ciphertexts;
        this.grants = grants;
        this.environment = environment;
    }

    @Override
    public String choose(Call call, @Nullable String keyId) {
        try {
            KmsKey key = names.require(call, keyId == null ? KeyNames.OF_DYNAMODB : keyId);
            key.requireEnabled();
            key.requireSymmetric("kms:GenerateDataKey");
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
    public List<Access> accesses(Call call, @Nullable String keyId, TableName table) {
        KmsKey key = names.byArn(choose(call, keyId));
        return ACTIONS.stream()
                .map(action -> access.forTable(call, action, key, table))
                .toList();
    }

    @Override
    public @Nullable Access accessToData(Call call, String keyArn, TableName table) {
        KmsKey key = find(keyArn);
        return key == null ? null : access.forTable(call, DynamoDbService.DECRYPT, key, table);
    }

    @Override
    public @Nullable Access accessToData(Call call, byte[] wrapped, TableName table) {
        KmsKey key = ciphertexts.keyOf(ciphertexts.parse(wrapped));
        return key == null ? null : access.forTable(call, DynamoDbService.DECRYPT, key, table);
    }

    private @Nullable KmsKey find(String keyArn) {
        return keys.find(keyArn.substring(keyArn.lastIndexOf('/') + 1));
    }

    @Override
    public void grant(String keyArn, TableName table, String tableId) {
        grants.createOfService(DynamoDbService.grant(names.byArn(keyArn), table, tableId, environment.clockMillis()));
    }

    @Override
    public void requireGrant(String keyArn, TableName table, String tableId) {
        KmsKey key = find(keyArn);
        Grant grant = key == null ? null : grants.findOfService(DynamoDbService.grantId(key.id(), tableId));
        if (key == null || !DynamoDbService.mayOpen(key, grant, table)) {
            throw new KeyInaccessibleException("KMS key access denied error: " + told(KmsFault.inaccessible()));
        }
    }

    @Override
    public void retireOthers(Map<String, String> keyArns) {
        Set<String> held = new HashSet<>();
        keyArns.forEach((tableId, keyArn) ->
                held.add(DynamoDbService.grantId(keyArn.substring(keyArn.lastIndexOf('/') + 1), tableId)));
        for (Grant grant : grants.ofServices()) {
            if (!held.contains(grant.id())) {
                grants.delete(grant);
            }
        }
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

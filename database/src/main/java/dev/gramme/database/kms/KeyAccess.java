package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.TagConditions;
import dev.gramme.database.table.TableName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operations on keys need permission for, and what policies can ask about them (source: developer guide,
 * "Condition keys for AWS KMS").
 */
final class KeyAccess {
    /** In front of the names of an encryption context, as condition keys. */
    static final String CONTEXT = "kms:encryptioncontext:";

    private final Keys keys;
    private final KeyNames names;

    KeyAccess(Keys keys, KeyNames names) {
        this.keys = keys;
        this.names = names;
    }

    /** One action on the key of a name, which may be an alias. */
    List<Access> to(Call call, String action, @Nullable String keyId) {
        return to(call, action, keyId, null);
    }

    /**
     * One action on the key of a name, which may be an alias.
     *
     * @param context the encryption context of the request; null for none
     */
    List<Access> to(Call call, String action, @Nullable String keyId, @Nullable Map<String, String> context) {
        KmsKey key = names.require(call, keyId);
        return List.of(to(call, action, key, keyId, context));
    }

    /**
     * One action on the key of a name.
     *
     * @param more what else policies can ask of the request
     */
    List<Access> asking(Call call, String action, @Nullable String keyId, Conditions more) {
        return List.of(asking(call, action, names.require(call, keyId), more));
    }

    /** One action on a key, with more that policies can ask of the request. */
    Access asking(Call call, String action, KmsKey key, Conditions more) {
        return new Access(action, key.arn(), more.or(conditions(call, key, "", null)));
    }

    /** One action that DynamoDB does to a key for a caller, because of a table. */
    Access forTable(Call call, String action, KmsKey key, TableName table) {
        Conditions ofKey = conditions(call, key, "", DynamoDbService.context(table));
        return new Access(action, key.arn(), DynamoDbService.forCaller(table).or(ofKey));
    }

    /** Giving a name to a key: the alias and the key must both allow it. */
    List<Access> naming(Call call, String action, @Nullable String aliasName, @Nullable String keyId) {
        KmsKey key = names.requireById(call, keyId);
        return List.of(
                Access.of(action, Alias.arn(call.accountId(), call.region(), AliasNames.checked(aliasName))),
                to(call, action, key, null, null));
    }

    /** The key that an alias of the caller's names now; null where there is none. */
    @Nullable
    KmsKey named(Call call, @Nullable String aliasName) {
        Alias alias = keys.findAlias(Alias.arn(call.accountId(), call.region(), AliasNames.checked(aliasName)));
        return alias == null ? null : keys.find(alias.keyId());
    }

    Access to(Call call, String action, KmsKey key, @Nullable String keyId, @Nullable Map<String, String> context) {
        return new Access(action, key.arn(), conditions(call, key, keyId == null ? "" : keyId, context));
    }

    private Conditions conditions(Call call, KmsKey key, String given, @Nullable Map<String, String> context) {
        Conditions ofKey = name -> switch (name) {
            case "kms:calleraccount" -> List.of(call.accountId());
            case "kms:keyspec" -> List.of(key.spec().name());
            case "kms:keyusage" -> List.of(key.usage());
            case "kms:keyorigin" -> List.of("AWS_KMS");
            case "kms:multiregion" -> List.of("false");
            case "kms:encryptionalgorithm" ->
                key.isSymmetric() ? List.of(key.spec().name()) : null;
            case "kms:encryptioncontextkeys" ->
                context == null || context.isEmpty() ? null : List.copyOf(context.keySet());
            case "kms:requestalias" -> requestAlias(given);
            case "kms:resourcealiases" ->
                keys.aliasesOf(key).stream().map(Alias::name).toList();
            default -> null;
        };
        Conditions ofContext = new TagConditions(CONTEXT, () -> context == null ? Map.of() : context);
        return ofKey.or(ofContext).or(TagConditions.ofResource(key::tags));
    }

    private static @Nullable List<String> requestAlias(String given) {
        int from = given.startsWith("arn:") ? given.lastIndexOf(':') + 1 : 0;
        return given.startsWith(KeyNames.ALIAS, from) ? List.of(given.substring(from)) : null;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The rules for aliases. */
final class AliasNames {
    private AliasNames() {}

    /** A name an alias can be given. */
    static String checked(@Nullable String name) {
        if (name == null || !name.startsWith(KeyNames.ALIAS) || name.length() == KeyNames.ALIAS.length()) {
            throw invalid("Alias must start with the prefix \"alias/\". Please see"
                    + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }
        if (name.startsWith(KeyNames.RESERVED)) {
            throw invalid("The prefix \"alias/aws/\" is reserved for keys of services");
        }
        if (name.indexOf(':') >= 0) {
            throw invalid(name + " contains invalid characters for an alias");
        }
        return name;
    }

    /** What an alias is to name: no alias. */
    static String target(@Nullable String keyId) {
        String given = keyId == null ? "" : keyId;
        if (given.startsWith(KeyNames.ALIAS) || given.contains(":" + KeyNames.ALIAS)) {
            throw DynamoException.validation("Aliases must refer to keys. Not aliases");
        }
        return given;
    }

    private static DynamoException invalid(String message) {
        return new DynamoException(ErrorCode.KMS_INVALID_ALIAS_NAME, message);
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import org.jspecify.annotations.Nullable;

/** How long data keys are. */
final class DataKeys {
    private DataKeys() {}

    /** In bytes; a request gives either the kind of key or its length. */
    static int length(@Nullable String keySpec, @Nullable Integer numberOfBytes) {
        if ((keySpec == null) == (numberOfBytes == null)) {
            throw DynamoException.validation("Please specify either number of bytes or key spec.");
        }
        if (numberOfBytes != null) {
            return numberOfBytes;
        }
        return "AES_128".equals(keySpec) ? 16 : 32;
    }
}

package dev.gramme.database.kms;

import dev.gramme.database.api.Conditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What policies can ask of requests to sign and to verify. */
final class SigningConditions {
    private SigningConditions() {}

    static Conditions of(@Nullable String algorithm, @Nullable String messageType) {
        return name -> switch (name) {
            case "kms:signingalgorithm" -> algorithm == null ? null : List.of(algorithm);
            case "kms:messagetype" -> List.of(messageType == null ? "RAW" : messageType);
            default -> null;
        };
    }
}

package dev.gramme.database.kms;

import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of policies, in JSON. */
final class PolicyTexts {
    private PolicyTexts() {}

    static String quoted(String text) {
        JsonWriter writer = new JsonWriter(64);
        writer.string(text);
        return new String(writer.toBytes(), StandardCharsets.UTF_8);
    }

    static String list(Collection<String> texts, String prefix) {
        return texts.stream().map(text -> quoted(prefix + text)).collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * The conditions on an encryption context, and on grants.
     *
     * @param context what it must hold
     * @param exact whether it must hold nothing else
     * @param operations what grants may give at most; empty for anything
     */
    static String conditions(Map<String, String> context, boolean exact, List<String> operations) {
        List<String> operators = new ArrayList<>();
        if (!context.isEmpty()) {
            operators.add("\"StringEquals\":"
                    + context.entrySet().stream()
                            .map(pair ->
                                    quoted("kms:EncryptionContext:" + pair.getKey()) + ":" + quoted(pair.getValue()))
                            .collect(Collectors.joining(",", "{", "}")));
        }
        List<String> sets = new ArrayList<>();
        if (exact) {
            sets.add("\"kms:EncryptionContextKeys\":" + list(context.keySet(), ""));
        }
        if (!operations.isEmpty()) {
            sets.add("\"kms:GrantOperations\":" + list(operations, ""));
        }
        if (!sets.isEmpty()) {
            operators.add("\"ForAllValues:StringEquals\":{" + String.join(",", sets) + "}");
        }
        return String.join(",", operators);
    }
}

package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.Answers.Answer;
import dev.gramme.acceptance.differential.RandomRequests.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Where Gramme and DynamoDB Local are known to differ, why, and who is right. */
enum KnownDifference {
    /** The service says "Requested resource not found"; Local has words of its own. */
    MISSING_TABLE,
    /**
     * For a key of another type or name the service says "The provided key element does not match the schema"; Local
     * tells the two apart.
     */
    KEY_WORDS,
    /** Of overlapping paths Local sometimes names another pair than the one that overlaps. */
    OVERLAP_PAIR,
    /** Numbers in this text: Local shows them as they were sent, Gramme as they are stored. */
    BETWEEN_BOUNDS,
    /**
     * Two mistakes at once: Local looks at overlaps and operands only after table and key, and goes through the actions
     * of an update in an order of its own. Which mistake is named first is not documented.
     */
    WHICH_FIRST;

    private static final Set<String> AT_EXECUTION = Set.of(
            "The document path provided in the update expression is invalid for update",
            "The provided expression refers to an attribute that does not exist in the item",
            "An operand in the update expression has an incorrect data type");

    private boolean appliesTo(Answer gramme, Answer local) {
        String message = local.message();
        return switch (this) {
            case BETWEEN_BOUNDS -> message.contains("The BETWEEN operator requires");
            case WHICH_FIRST ->
                gramme.message().contains("Incorrect operand type for operator or function")
                        || gramme.message().contains("The BETWEEN operator requires")
                        || gramme.message().contains("Two document paths")
                        || (AT_EXECUTION.contains(gramme.message()) && AT_EXECUTION.contains(message));
            case OVERLAP_PAIR ->
                message.startsWith("Invalid UpdateExpression: Two document paths")
                        || message.startsWith("Invalid ProjectionExpression: Two document paths");
            case MISSING_TABLE -> message.equals("Cannot do operations on a non-existent table");
            case KEY_WORDS ->
                message.startsWith("One of the required keys was not given a value")
                        || message.startsWith("One or more parameter values were invalid: Type mismatch for key");
        };
    }

    /** Whether both refused, and differ only in what is known to differ. */
    static boolean explains(Request request, Answer gramme, Answer local) {
        if (request.body().contains("\"ScanIndexForward\":false") && isSamePage(gramme, local)) {
            return true;
        }
        if (request.body().contains("\"ReturnValues\":\"UPDATED_") && isSameButForParts(gramme, local)) {
            return true;
        }
        if (gramme.error().isEmpty() || local.error().isEmpty()) {
            return false;
        }
        for (KnownDifference known : values()) {
            if (known.appliesTo(gramme, local)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an update returned the same attributes, but of a map or list another part: Gramme returns what its paths
     * lead to, Local sometimes the whole value. The documentation only speaks of "the updated attributes".
     */
    private static boolean isSameButForParts(Answer gramme, Answer local) {
        return gramme.body() instanceof Map<?, ?> ours
                && local.body() instanceof Map<?, ?> theirs
                && ours.get("Attributes") instanceof Map<?, ?> our
                && theirs.get("Attributes") instanceof Map<?, ?> their
                && our.keySet().equals(their.keySet())
                && our.values().toString().matches(".*\\b[ML]=.*");
    }

    /**
     * Whether two pages are the same but for where the next one would begin: where a reversed Query ends on the lowest
     * sort key it can meet, Gramme knows that nothing lies behind it and Local does not.
     */
    private static boolean isSamePage(Answer gramme, Answer local) {
        if (gramme.body() instanceof Map<?, ?> ours && local.body() instanceof Map<?, ?> theirs) {
            Map<Object, Object> withoutStart = new HashMap<>(theirs);
            withoutStart.remove("LastEvaluatedKey");
            return ours.equals(withoutStart);
        }
        return false;
    }
}

package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.differential.Answers.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Gramme and DynamoDB Local are known to differ, why, and who is right. */
enum KnownDifference {
    /** The service says "Requested resource not found"; Local has words of its own. */
    MISSING_TABLE,
    /**
     * For a key of another type or name the service says "The provided key element does not match the schema"; Local
     * tells the two apart.
     */
    KEY_WORDS,
    /** Local has words of its own for what is wrong with a table that is to be made or changed. */
    TABLE_WORDS,
    /** Local says only "Type mismatch for Index Key" where the service names attribute, types and index. */
    INDEX_KEY_WORDS,
    /** Which of several keys, indexes or projections that a request offends is named first is not documented. */
    WHICH_INDEX,
    /** Violations of the model: Local leaves out how many there are, and the quotes, and looks at some later. */
    VIOLATION_WORDS,
    /**
     * What is wrong with an action of a transaction is a cancellation reason (source: API reference of
     * TransactWriteItems); Local answers it as an error of its own, or looks at conditions first.
     */
    TRANSACTION_REASONS,
    /** Of a missing table, an item named twice and a failing condition Local sees another one first. */
    TRANSACTION_ORDER,
    /** Of overlapping paths Local sometimes names another pair than the one that overlaps. */
    OVERLAP_PAIR,
    /** Numbers in this text: Local shows them as they were sent, Gramme as they are stored. */
    BETWEEN_BOUNDS,
    /**
     * Two mistakes at once: Local looks at overlaps and operands only after table and key, and goes through the actions
     * of an update in an order of its own. Which mistake is named first is not documented.
     */
    WHICH_FIRST,
    /** The texts for statements are not documented; the exception of a duplicate is (source: API reference). */
    STATEMENT_WORDS;

    private static final Set<String> AT_EXECUTION = Set.of(
            "The document path provided in the update expression is invalid for update",
            "The provided expression refers to an attribute that does not exist in the item",
            "An operand in the update expression has an incorrect data type");

    private static final Set<String> TABLE_OPERATIONS =
            Set.of("CreateTable", "UpdateTable", "DeleteTable", "DescribeTable", "ListTables");

    private static final Set<String> STATEMENT_OPERATIONS =
            Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");

    private static final String TWICE = "Transaction request cannot include multiple operations on one item";

    private static final Predicate<String> WHICH_INDEX_TEXT = Pattern.compile(
                    "secondary index|Key attributes must be scalars|does not project|Filter Expression can only"
                            + "|does not match schema type|does not have the specified index",
                    Pattern.CASE_INSENSITIVE)
            .asPredicate();

    private boolean appliesTo(String operation, Answer gramme, Answer local) {
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
            case TABLE_WORDS ->
                TABLE_OPERATIONS.contains(operation)
                        && (gramme.error().equals(local.error())
                                || local.error().equals("ResourceInUseException"));
            case STATEMENT_WORDS ->
                STATEMENT_OPERATIONS.contains(operation) && gramme.error().startsWith(local.error());
            case INDEX_KEY_WORDS -> message.endsWith("Type mismatch for Index Key");
            case WHICH_INDEX ->
                Stream.of(
                                "A value specified for a secondary index key",
                                "Key attributes must be scalars",
                                "does not project",
                                "Filter Expression can only",
                                "must have equality conditions specified",
                                "is not supported for global secondary index",
                                "Consistent reads are not supported on global secondary indexes")
                        .anyMatch(text -> gramme.message().contains(text) && WHICH_INDEX_TEXT.test(message));
            case VIOLATION_WORDS -> gramme.message().contains("failed to satisfy constraint");
            case TRANSACTION_REASONS -> gramme.message().matches(".*\\[.*ValidationError.*]");
            case TRANSACTION_ORDER ->
                gramme.message().equals(TWICE)
                        || (message.equals(TWICE) && gramme.error().equals("ResourceNotFoundException"))
                        || message.equals("Invalid attribute value type")
                        || (operation.startsWith("Transact") && gramme.error().equals("ResourceNotFoundException"));
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
        if (request.operation().equals("Scan")
                && gramme.message().contains("does not project one or more filter attributes")) {
            // Local looks at the whole item; the documentation knows no reads of the table from a global index.
            return true;
        }
        if (local.message().equals("Type mismatch for attribute to update")) {
            // Local's answer to a start key that it gave itself.
            return request.paged();
        }
        if (isSameButForMoreCapacity(gramme, local)) {
            return true;
        }
        if (gramme.error().isEmpty() || local.error().isEmpty()) {
            return false;
        }
        for (KnownDifference known : values()) {
            if (known.appliesTo(request.operation(), gramme, local)) {
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
     * Whether Local counted more for the same write: it charges an index for an entry that neither the old item nor the
     * new one has, where the two together would have all attributes of its key.
     */
    private static boolean isSameButForMoreCapacity(Answer gramme, Answer local) {
        if (gramme.body() instanceof Map<?, ?> ours
                && local.body() instanceof Map<?, ?> theirs
                && ours.get("ConsumedCapacity") instanceof Map<?, ?> our
                && theirs.get("ConsumedCapacity") instanceof Map<?, ?> their
                && our.get("CapacityUnits") instanceof Double less
                && their.get("CapacityUnits") instanceof Double more) {
            Map<Object, Object> ourRest = new HashMap<>(ours);
            Map<Object, Object> theirRest = new HashMap<>(theirs);
            ourRest.remove("ConsumedCapacity");
            theirRest.remove("ConsumedCapacity");
            return less < more && ourRest.equals(theirRest);
        }
        return false;
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

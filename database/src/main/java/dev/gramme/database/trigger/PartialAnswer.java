package dev.gramme.database.trigger;

import dev.gramme.json.JsonException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function says of the records of a batch (source: Lambda's developer guide, "Configuring partial batch response
 * with DynamoDB").
 */
final class PartialAnswer {
    private static final String FAILURES = "batchItemFailures";
    private static final String IDENTIFIER = "itemIdentifier";

    private PartialAnswer() {}

    /**
     * Which record failed first.
     *
     * @param numbers sequence numbers of the batch's records, in order
     * @return the number of records where none failed; 0 where all did, or it cannot be told which
     */
    static int firstFailed(byte @Nullable [] answer, List<String> numbers) {
        if (answer == null || answer.length == 0) {
            return numbers.size();
        }
        Object tree;
        try {
            tree = JsonTree.parse(answer);
        } catch (JsonException e) {
            return numbers.size();
        }
        Object failures = tree instanceof Map<?, ?> map ? map.get(FAILURES) : null;
        if (!(failures instanceof List<?> list)) {
            return numbers.size();
        }
        Map<Object, Integer> places = new HashMap<>();
        for (int at = 0; at < numbers.size(); at++) {
            places.put(numbers.get(at), at);
        }
        int first = numbers.size();
        for (Object failure : list) {
            Integer place = failure instanceof Map<?, ?> map ? places.get(map.get(IDENTIFIER)) : null;
            first = Math.min(first, place == null ? 0 : place);
        }
        return first;
    }
}

package dev.gramme.database.transact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.transact.History.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker of histories sees what is wrong, and nothing where nothing is. */
class HistoryTest {
    private static final Map<String, List<Integer>> LISTS = Map.of("x", List.of(1), "y", List.of(2));

    private static Operation operation(
            String name, long start, long end, Map<String, Integer> reads, Map<String, Integer> appends) {
        return new Operation(name, start, end, reads, appends);
    }

    private static List<String> anomalies(Map<String, List<Integer>> lists, Operation... operations) {
        History history = new History();
        List.of(operations).forEach(history::add);
        return history.anomalies(lists);
    }

    @Test
    void ordersThatExistAreFound() {
        assertThat(anomalies(
                        LISTS,
                        operation("a", 0, 10, Map.of("y", 0), Map.of("x", 1)),
                        operation("b", 0, 10, Map.of("x", 1), Map.of("y", 2)),
                        operation("c", 20, 30, Map.of("x", 1, "y", 1), Map.of())))
                .isEmpty();
    }

    @Test
    void writeSkewIsFound() {
        assertThat(anomalies(
                        LISTS,
                        operation("a", 0, 10, Map.of("y", 0), Map.of("x", 1)),
                        operation("b", 0, 10, Map.of("x", 0), Map.of("y", 2))))
                .isNotEmpty();
    }

    @Test
    void fracturedReadsAreFound() {
        Operation both = operation("both", 0, 10, Map.of(), Map.of("x", 1, "y", 2));
        assertThat(anomalies(LISTS, both, operation("half", 0, 10, Map.of("x", 1, "y", 0), Map.of())))
                .isNotEmpty();
    }

    @Test
    void staleReadsAreFound() {
        Operation write = operation("write", 0, 10, Map.of(), Map.of("x", 1, "y", 2));
        assertThat(anomalies(LISTS, write, operation("stale", 11, 12, Map.of("x", 0), Map.of())))
                .isNotEmpty();
        assertThat(anomalies(LISTS, write, operation("in time", 9, 12, Map.of("x", 0), Map.of())))
                .isEmpty();
    }

    @Test
    void lostAndDoubledAndHalfDoneWritesAreFound() {
        Operation one = operation("one", 0, 10, Map.of(), Map.of("x", 1));
        assertThat(anomalies(Map.of("x", List.of()), one)).isNotEmpty();
        assertThat(anomalies(Map.of("x", List.of(1, 1)), one)).isNotEmpty();
        Operation doubtful = operation("doubtful", 0, Long.MAX_VALUE, Map.of(), Map.of("x", 1, "y", 2));
        assertThat(anomalies(Map.of("x", List.of(), "y", List.of()), doubtful)).isEmpty();
        assertThat(anomalies(Map.of("x", List.of(1), "y", List.of()), doubtful)).isNotEmpty();
    }
}

package dev.gramme.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.history.Action.Addition;
import dev.gramme.acceptance.history.Action.Outcome;
import dev.gramme.acceptance.history.Action.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the checker must find, and what it must not take for a fault. */
class CheckerTest {
    private final List<Action> history = new ArrayList<>();

    private CheckerTest did(long began, long ended, Outcome outcome, List<Reading> readings, Addition... additions) {
        history.add(new Action(history.size(), "call", began, ended, outcome, readings, List.of(additions)));
        return this;
    }

    private CheckerTest did(long began, long ended, List<Reading> readings, Addition... additions) {
        return did(began, ended, Outcome.DONE, readings, additions);
    }

    private static Reading read(String key, Long... values) {
        return new Reading(key, List.of(values));
    }

    private static Addition add(String key, long value) {
        return new Addition(key, value);
    }

    private List<String> faults() {
        return Checker.check(history);
    }

    private void assertFault(String text) {
        assertThat(faults()).singleElement().asString().contains(text);
    }

    @Test
    void whatHappensOneAfterTheOtherIsGood() {
        did(0, 1, List.of(), add("a", 1))
                .did(2, 3, List.of(read("a", 1L)), add("a", 2), add("b", 3))
                .did(4, 5, List.of(read("b", 3L)))
                .did(6, 7, List.of(read("a", 1L, 2L), read("b", 3L)));
        assertThat(faults()).isEmpty();
    }

    @Test
    void readsDuringAWriteMaySeeItOrNot() {
        did(0, 10, List.of(), add("a", 1))
                .did(2, 3, List.of(read("a", 1L)))
                .did(0, 1, List.of(read("a")))
                .did(20, 21, List.of(read("a", 1L)));
        assertThat(faults()).isEmpty();
    }

    @Test
    void lostUpdate() {
        // both were conditional on the empty list
        did(0, 5, List.of(read("a")), add("a", 1))
                .did(0, 5, List.of(read("a")), add("a", 2))
                .did(9, 10, List.of(read("a", 1L, 2L)));
        assertFault("It comes before itself:");
    }

    @Test
    void lostWrite() {
        did(0, 1, List.of(), add("a", 1)).did(2, 3, List.of(), add("a", 2)).did(9, 10, List.of(read("a", 2L)));
        assertFault("a: 1 is lost");
    }

    @Test
    void writeThatIsUndoneLater() {
        did(0, 1, Outcome.UNKNOWN, List.of(), add("a", 1))
                .did(2, 3, List.of(read("a", 1L)))
                .did(9, 10, List.of(read("a")));
        // the longest reading has it, so it is the last one that is stale
        assertFault("saw a without the write of");
    }

    @Test
    void staleRead() {
        did(0, 1, List.of(), add("a", 1)).did(2, 3, List.of(read("a"))).did(9, 10, List.of(read("a", 1L)));
        assertFault("ended before");
    }

    @Test
    void readsThatGoBackwards() {
        did(0, 8, List.of(), add("a", 1))
                .did(1, 2, List.of(read("a", 1L)))
                .did(3, 4, List.of(read("a")))
                .did(9, 10, List.of(read("a", 1L)));
        assertFault("saw a without the write of");
    }

    @Test
    void halfATransactionIsSeen() {
        did(0, 8, List.of(), add("a", 1), add("b", 2))
                .did(1, 7, List.of(read("a", 1L), read("b")))
                .did(9, 10, List.of(read("a", 1L), read("b", 2L)));
        assertFault("saw b without the write of");
    }

    @Test
    void halfATransactionIsLeft() {
        did(0, 1, Outcome.UNKNOWN, List.of(), add("a", 1), add("b", 2)).did(9, 10, List.of(read("a", 1L), read("b")));
        assertFault("Half of it is there");
    }

    @Test
    void writeSkew() {
        // each read both and wrote the other one
        did(0, 5, List.of(read("a"), read("b")), add("a", 1))
                .did(0, 5, List.of(read("a"), read("b")), add("b", 2))
                .did(9, 10, List.of(read("a", 1L), read("b", 2L)));
        assertFault("It comes before itself:");
    }

    @Test
    void twoReadersThatDisagree() {
        // neither write nor read is too old by itself: one saw only the first write, the other only the second
        did(0, 8, List.of(), add("a", 1))
                .did(0, 8, List.of(), add("b", 2))
                .did(1, 7, List.of(read("a", 1L), read("b")))
                .did(1, 7, List.of(read("a"), read("b", 2L)))
                .did(9, 10, List.of(read("a", 1L), read("b", 2L)));
        assertFault("It comes before itself:");
    }

    @Test
    void writesThatHappenTwiceOrInAnotherOrder() {
        did(0, 1, List.of(), add("a", 1)).did(9, 10, List.of(read("a", 1L, 1L)));
        assertFault("1 was added twice");
        history.clear();
        did(0, 1, List.of(), add("a", 1)).did(2, 3, List.of(), add("a", 2)).did(9, 10, List.of(read("a", 2L, 1L)));
        assertFault("wrote a before");
        history.clear();
        did(0, 8, List.of(), add("a", 1))
                .did(0, 8, List.of(), add("a", 2))
                .did(1, 2, List.of(read("a", 2L)))
                .did(9, 10, List.of(read("a", 1L, 2L)));
        assertFault("not the first of those read later");
    }

    @Test
    void refusedWritesAreNotThere() {
        did(0, 1, Outcome.REFUSED, List.of(), add("a", 1)).did(9, 10, List.of(read("a", 1L)));
        assertFault("It was refused and is there");
        history.clear();
        did(9, 10, List.of(read("a", 7L)));
        assertFault("nobody added 7");
    }

    @Test
    void writesInDoubtMayHappenLate() {
        did(0, 1, Outcome.UNKNOWN, List.of(), add("a", 1), add("b", 2))
                .did(2, 3, List.of(read("a")))
                .did(4, 5, List.of(read("a", 1L)))
                .did(9, 10, List.of(read("a", 1L), read("b", 2L)))
                .did(0, 1, Outcome.UNKNOWN, List.of(), add("b", 3));
        assertThat(faults()).isEmpty();
    }

    /** A history made one action at a time is good; with one reading that is one value short it is not. */
    @Test
    void madeUpHistories() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            history.clear();
            Map<String, List<Long>> lists = new HashMap<>();
            int reads = 0;
            for (int at = 0; at < 200; at++) {
                String one = "k" + random.nextInt(4);
                String other = "o" + random.nextInt(4);
                Reading reading = now(lists, one);
                // they overlap with their neighbours, and happen in the middle
                long middle = at * 10L;
                if (random.nextBoolean()) {
                    append(lists, one, at);
                    append(lists, other, 1_000 + at);
                    did(middle - 15, middle + 15, List.of(reading), add(one, at), add(other, 1_000 + at));
                } else {
                    did(middle - 15, middle + 15, List.of(reading, now(lists, other)));
                    reads++;
                }
            }
            did(
                    9_000,
                    9_001,
                    lists.keySet().stream().map(key -> now(lists, key)).toList());
            assertThat(faults()).as("seed " + seed).isEmpty();
            assertThat(reads).isPositive();
            Reading last = history.getLast().readings().getFirst();
            did(
                    9_002,
                    9_003,
                    List.of(new Reading(
                            last.key(), last.values().subList(0, last.values().size() - 1))));
            assertThat(faults()).as("seed " + seed).hasSize(1);
        }
    }

    private static Reading now(Map<String, List<Long>> lists, String key) {
        return new Reading(key, List.copyOf(lists.getOrDefault(key, List.of())));
    }

    private static void append(Map<String, List<Long>> lists, String key, long value) {
        lists.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
    }
}

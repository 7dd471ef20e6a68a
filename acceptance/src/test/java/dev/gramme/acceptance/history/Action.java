package dev.gramme.acceptance.history;

import java.util.List;

/**
 * One request as its client saw it: what it read and what it added, all at once. Times are of one monotonic clock.
 *
 * @param what the operation's name, for people
 * @param beganNanos before it was sent
 * @param endedNanos after it was answered, or given up
 * @param readings the lists it read, or was made conditional on, each without what it added itself
 * @param additions one at most for each key
 */
public record Action(
        int client,
        String what,
        long beganNanos,
        long endedNanos,
        Outcome outcome,
        List<Reading> readings,
        List<Addition> additions) {
    /** What the client was told. */
    public enum Outcome {
        DONE,
        /** It has not happened and never will. */
        REFUSED,
        /** It may have happened, or may still. */
        UNKNOWN
    }

    /** All values of one key's list, in their order. */
    public record Reading(String key, List<Long> values) {}

    /**
     * A value put to the end of one key's list.
     *
     * @param value no other action adds it to any list
     */
    public record Addition(String key, long value) {}

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("client " + client + " " + what + " " + outcome);
        readings.forEach(reading -> text.append(" read ")
                .append(reading.key())
                .append(" up to ")
                .append(
                        reading.values().isEmpty()
                                ? "nothing"
                                : reading.values().getLast()));
        additions.forEach(addition ->
                text.append(" added ").append(addition.value()).append(" to ").append(addition.key()));
        return text.toString();
    }
}

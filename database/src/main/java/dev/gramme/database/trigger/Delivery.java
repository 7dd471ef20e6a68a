package dev.gramme.database.trigger;

import dev.gramme.database.stream.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A batch on its way: which of its events come next, and how often they were tried. */
final class Delivery {
    private final List<Event> events;
    private final Position next;
    /** The ends of the parts it was split into, the next one first; they begin where the one before ended. */
    private final Deque<Integer> ends = new ArrayDeque<>();

    private int from;
    private int failures;
    private int invocations;

    Delivery(Source.Batch batch) {
        this.events = batch.events();
        this.next = batch.next();
        this.ends.push(events.size());
    }

    boolean isDone() {
        return from == events.size();
    }

    /** The events of the next call. */
    List<Event> part() {
        return events.subList(from, Objects.requireNonNull(ends.peek()));
    }

    /** Where the shard goes on behind what is done. */
    Position reached() {
        return isDone() ? next : events.get(from).position();
    }

    void invoked() {
        invocations++;
    }

    /** How often events of this part were sent. */
    int invocations() {
        return invocations;
    }

    /** How often this part failed since it last got on. */
    int failures() {
        return failures;
    }

    void failed() {
        failures++;
    }

    /** So many events of the part are done, or given up. */
    void advance(int count) {
        from += count;
        failures = 0;
        while (!ends.isEmpty() && ends.peek() == from) {
            ends.pop();
            invocations = 0;
        }
    }

    /** Parts the next call's events into halves; false where there is but one. */
    boolean split() {
        int count = part().size();
        if (count < 2) {
            return false;
        }
        ends.push(from + count / 2);
        return true;
    }
}

package dev.gramme.database.stream;

/**
 * Where a reader of a shard stands: before the change with this stamp and place, whether there is one or not.
 *
 * @param place of a change among those of its commit, from 0
 */
public record Position(long stamp, int place) {
    /** Behind the change at a position. */
    public Position next() {
        return new Position(stamp, place + 1);
    }
}

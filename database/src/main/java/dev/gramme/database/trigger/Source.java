package dev.gramme.database.trigger;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.stream.Change;
import dev.gramme.database.stream.ChangeReader;
import dev.gramme.database.stream.Position;
import dev.gramme.database.stream.StreamEvents;
import dev.gramme.kv.CommitClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events of a shard that are for one lane: those of items that fall to it, and that a filter lets through. Gathered
 * until there are enough of them for a batch.
 */
final class Source {
    private static final int MOST_READ = 1_000;
    private static final long MOST_READ_BYTES = 1 << 20;
    /** Most that a function takes in one call (source: Lambda's quotas), less what is around the records. */
    private static final int MOST_EVENT_BYTES = (6 << 20) - 100;
    /** So many reads may find nothing before others have their turn. */
    private static final int MOST_READS = 20;

    private final ChangeReader reader;
    private final Mapping mapping;
    private final String shardId;
    private final int lane;
    private final List<EventPattern> patterns;
    private List<Event> events = new ArrayList<>();
    private int bytes;
    private long firstMillis;
    private Position next;
    private int passedOver;

    Source(ChangeReader reader, Mapping mapping, String shardId, int lane, Position start) {
        this.reader = reader;
        this.mapping = mapping;
        this.shardId = shardId;
        this.lane = lane;
        this.patterns = mapping.patterns().stream().map(EventPattern::parse).toList();
        this.next = start;
    }

    /** How the gathering stands. */
    enum Filled {
        /** There is nothing for now. */
        NOTHING,
        /** There is a batch to take. */
        BATCH,
        /** Nothing is left, nor will there be. */
        ENDED,
        /** The shard is gone. */
        GONE
    }

    /**
     * A batch.
     *
     * @param next where the shard goes on behind it
     */
    record Batch(List<Event> events, Position next) {}

    Batch take() {
        Batch batch = new Batch(events, next);
        events = new ArrayList<>();
        bytes = 0;
        passedOver = 0;
        return batch;
    }

    /** Where the shard goes on behind all that was gathered. */
    Position next() {
        return next;
    }

    /** Where the shard goes on behind what is not for the function, before the first event that was gathered. */
    Position settled() {
        return events.isEmpty() ? next : events.getFirst().position();
    }

    /** How many changes since the last batch were not for this lane. */
    int passedOver() {
        return passedOver;
    }

    /** Gathers what there is. */
    Filled fill(long nowMillis) {
        boolean ended = false;
        int limit = Math.min(MOST_READ, Math.max(1, mapping.batchSize() - events.size()) * mapping.lanes());
        for (int reads = 0; reads < MOST_READS && !isFull(); reads++) {
            ChangeReader.Batch read = read(limit);
            if (read == null) {
                return Filled.GONE;
            }
            boolean whole = gather(read, nowMillis);
            ended = whole && read.ended();
            if (ended || read.changes().isEmpty()) {
                break;
            }
            limit = Math.min(MOST_READ, 2 * limit);
        }
        if (events.isEmpty()) {
            return ended ? Filled.ENDED : Filled.NOTHING;
        }
        boolean waits = !isFull() && !ended && nowMillis - firstMillis < mapping.windowMillis();
        return waits ? Filled.NOTHING : Filled.BATCH;
    }

    private boolean isFull() {
        return events.size() >= mapping.batchSize() || bytes >= MOST_EVENT_BYTES;
    }

    private ChangeReader.@Nullable Batch read(int limit) {
        try {
            return reader.read(mapping.streamArn(), shardId, next, limit, MOST_READ_BYTES);
        } catch (DynamoException e) {
            Position oldest = reader.oldest(mapping.streamArn(), shardId);
            if (e.code() != ErrorCode.TRIMMED_DATA_ACCESS || oldest == null) {
                throw e;
            }
            // What was not taken within a day is gone.
            next = oldest;
            return reader.read(mapping.streamArn(), shardId, next, limit, MOST_READ_BYTES);
        }
    }

    /** Takes changes until a batch is full; false where some were left. */
    private boolean gather(ChangeReader.Batch read, long nowMillis) {
        for (Change change : read.changes()) {
            if (isFull()) {
                return false;
            }
            byte[] json = isOfLane(change)
                    ? EventJson.record(StreamEvents.of(read.stream(), read.shard(), change), mapping.streamArn())
                    : null;
            if (json == null || !isWanted(json)) {
                passedOver++;
            } else {
                if (!events.isEmpty() && bytes + json.length > MOST_EVENT_BYTES) {
                    bytes = MOST_EVENT_BYTES;
                    return false;
                }
                firstMillis = events.isEmpty() ? nowMillis : firstMillis;
                events.add(new Event(
                        change.position(),
                        json,
                        CommitClock.millisOf(change.position().stamp())));
                bytes += json.length + 1;
            }
            next = change.position().next();
        }
        next = read.next();
        return true;
    }

    private boolean isOfLane(Change change) {
        return mapping.lanes() == 1
                || Math.floorMod((change.keys().hashCode() * 0x9E3779B9) >>> 8, mapping.lanes()) == lane;
    }

    private boolean isWanted(byte[] json) {
        if (patterns.isEmpty()) {
            return true;
        }
        Object event = Objects.requireNonNull(JsonTree.parse(json));
        return patterns.stream().anyMatch(pattern -> pattern.matches(event));
    }
}

package dev.gramme.database.stream;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.ChangeRows;
import dev.gramme.database.layout.ChangeValue;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the changes of shards. */
public final class ChangeReader {
    private final KvEngine engine;
    private final Streams streams;

    ChangeReader(KvEngine engine, Streams streams) {
        this.engine = engine;
        this.streams = streams;
    }

    /**
     * Changes of a shard, in order.
     *
     * @param next where to go on
     * @param ended whether there is nothing more and never will be
     */
    public record Batch(Stream stream, Shard shard, List<Change> changes, Position next, boolean ended) {}

    /** A shard and the stream it is of. */
    record Found(OpenStream stream, Shard shard) {}

    /**
     * Reads changes from a position on.
     *
     * @return null where there is no such stream or shard any more
     * @param limit how many at most
     * @param maxBytes how large they may be together; the first is given however large it is
     */
    public @Nullable Batch read(String streamArn, String shardId, Position from, int limit, long maxBytes) {
        return streams.reading(streamArn, shardId, found -> read(found, from, limit, maxBytes));
    }

    private Batch read(Found found, Position from, int limit, long maxBytes) {
        Shard shard = found.shard();
        requireUntrimmed(shard, from);
        Stream stream = found.stream().stream();
        List<Change> changes = new ArrayList<>();
        Position next = from;
        long bytes = 0;
        long stamp = from.stamp();
        int place = 0;
        Images images = new Images(found.stream());
        try (KvCursor cursor = engine.scan(
                shard.partition(), ChangeRows.between(from.stamp(), shard.to()), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                Bytes row = cursor.row();
                place = ChangeRows.stamp(row) == stamp ? place : 0;
                stamp = ChangeRows.stamp(row);
                Position here = new Position(stamp, place);
                place++;
                if (stamp == from.stamp() && here.place() < from.place()) {
                    continue;
                }
                Change change = images.change(here, row, cursor.value());
                bytes += change.sizeBytes();
                if (changes.size() == limit || (bytes > maxBytes && !changes.isEmpty())) {
                    return new Batch(stream, shard, changes, next, false);
                }
                changes.add(change);
                next = here.next();
            }
        }
        return new Batch(stream, shard, changes, next, !shard.isOpen());
    }

    /** Refuses to read on where changes between the position and the oldest that is left are gone. */
    static void requireUntrimmed(Shard shard, Position position) {
        if (position.stamp() < shard.trimmedTo()) {
            throw new DynamoException(
                    ErrorCode.TRIMMED_DATA_ACCESS,
                    "The operation attempted to read past the oldest stream record in a shard: "
                            + SequenceNumbers.of(position));
        }
    }

    /** Before the oldest change that is left; null where there is no such stream or shard. */
    public @Nullable Position oldest(String streamArn, String shardId) {
        return streams.reading(
                streamArn, shardId, found -> new Position(found.shard().trimmedTo(), 0));
    }

    /** Just behind the newest change there is; null where there is no such stream or shard. */
    public @Nullable Position latest(String streamArn, String shardId) {
        return streams.reading(streamArn, shardId, found -> latest(found.shard()));
    }

    private Position latest(Shard shard) {
        if (!shard.isOpen()) {
            return new Position(shard.to(), 0);
        }
        Long newest = newestStamp(shard, shard.to());
        return newest == null ? new Position(shard.trimmedTo(), 0) : new Position(newest + 1, 0);
    }

    /** The stamp of the newest change of a shard below a stamp; null where there is none. */
    @Nullable
    Long newestStamp(Shard shard, long below) {
        long to = Math.min(below, shard.to());
        if (shard.from() >= to) {
            return null;
        }
        try (KvCursor cursor = engine.scan(
                shard.partition(), ChangeRows.between(shard.from(), to), Direction.REVERSE, ReadMode.STRONG)) {
            return cursor.next() ? ChangeRows.stamp(cursor.row()) : null;
        }
    }

    /** Opens what was stored of items and shows what the stream's view shows. */
    private static final class Images {
        private final TableKeys keys;
        private final List<String> keyNames;
        private final boolean showsNew;
        private final boolean showsOld;

        Images(OpenStream stream) {
            this.keys = stream.keys();
            this.keyNames = stream.stream().keyNames();
            this.showsNew = View.showsNew(stream.stream().viewType());
            this.showsOld = View.showsOld(stream.stream().viewType());
        }

        Change change(Position position, Bytes row, Bytes value) {
            ChangeValue stored = ChangeValue.decode(value);
            Bytes itemRow = ChangeRows.itemRow(row);
            Item before = open(itemRow, stored.before());
            Item after = open(itemRow, stored.after());
            Item either = after == null ? before : after;
            if (either == null) {
                throw new KvException.Corrupt("A change has no image", null);
            }
            String name = switch (stored.kind()) {
                case ChangeValue.INSERT -> "INSERT";
                case ChangeValue.MODIFY -> "MODIFY";
                default -> "REMOVE";
            };
            return new Change(
                    position,
                    name,
                    stored.byService(),
                    either.keep(keyNames),
                    showsNew ? after : null,
                    showsOld ? before : null);
        }

        private @Nullable Item open(Bytes itemRow, @Nullable Bytes stored) {
            return stored == null ? null : SealedItem.open(keys, itemRow, stored);
        }
    }
}

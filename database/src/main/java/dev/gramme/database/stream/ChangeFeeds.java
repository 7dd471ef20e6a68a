package dev.gramme.database.stream;

import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableName;
import dev.gramme.kv.PartitionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds: streams that no client sees, each for one reader inside the database, which is told of all changes of a table
 * with both images. They are kept, rolled and trimmed as streams are.
 */
public final class ChangeFeeds {
    private final Streams streams;
    private final ChangeReader reader;

    ChangeFeeds(Streams streams, ChangeReader reader) {
        this.streams = streams;
        this.reader = reader;
    }

    /**
     * Changes of one partition, in order.
     *
     * @param next where to go on
     * @param ended whether there is nothing more behind them and never will be
     */
    public record Page(List<Change> changes, Position next, boolean ended) {}

    /** Opens a feed, unless it is there; all writers of the table record their changes by now. */
    public void open(Table table, String label) {
        streams.openFeed(table, label);
    }

    /** Ends a feed: it holds what was committed before, for a day. */
    public void close(TableName table, String label) {
        streams.closeFeed(Stream.arn(table, label));
    }

    /** The partitions of a feed; none where there is no such feed any more. */
    public List<PartitionId> partitions(TableName table, String label) {
        Stream feed = streams.findFeed(Stream.arn(table, label));
        return feed == null
                ? List.of()
                : feed.shards().stream().map(Shard::partition).distinct().toList();
    }

    /** Up to where a partition's changes are those before another's first, which was split from it. */
    public record Before(PartitionId partition, long stamp) {}

    /** What comes before the first change of a partition that is still kept; null for nothing. */
    public @Nullable Before before(TableName table, String label, PartitionId partition) {
        Stream feed = streams.findFeed(Stream.arn(table, label));
        List<Shard> shards = feed == null ? List.of() : feed.shards();
        for (Shard shard : shards) {
            if (!shard.partition().equals(partition)) {
                continue;
            }
            for (Shard parent : shards) {
                if (parent.id().equals(shard.parentId()) && !parent.partition().equals(partition)) {
                    return new Before(parent.partition(), parent.to());
                }
            }
        }
        return null;
    }

    /**
     * Reads changes of a partition from a position on, across shards. What is trimmed is passed over.
     *
     * @param limit how many at most
     * @param maxBytes how large they may be together; the first is given however large it is
     */
    public Page read(TableName table, String label, PartitionId partition, Position from, int limit, long maxBytes) {
        String arn = Stream.arn(table, label);
        Stream feed = streams.findFeed(arn);
        if (feed == null) {
            return new Page(List.of(), from, true);
        }
        Position at = from;
        for (Shard shard : feed.shards()) {
            if (!shard.partition().equals(partition) || shard.to() <= at.stamp()) {
                continue;
            }
            Position start = at.stamp() < shard.trimmedTo() ? new Position(shard.trimmedTo(), 0) : at;
            ChangeReader.Batch batch = reader.read(arn, shard.id(), start, limit, maxBytes);
            if (batch == null) {
                continue;
            }
            if (!batch.changes().isEmpty() || !batch.ended()) {
                return new Page(batch.changes(), batch.next(), false);
            }
            at = new Position(batch.shard().to(), 0);
        }
        return new Page(List.of(), at, !feed.enabled());
    }
}

package dev.gramme.database.stream;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.ChangeRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Closes shards that have been open long enough, and deletes changes, shards and streams whose time is over. */
final class ShardWorker implements Worker {
    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final Streams streams;
    private final ChangeReader reader;
    private final StreamTimes times;
    private final AtomicLong trimmedMillis = new AtomicLong();

    ShardWorker(
            KvEngine engine,
            Environment environment,
            Tables tables,
            Streams streams,
            ChangeReader reader,
            StreamTimes times) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
        this.streams = streams;
        this.reader = reader;
        this.times = times;
    }

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public boolean hasWork() {
        return trimIsDue() || streams.all().stream().anyMatch(this::rollIsDue);
    }

    /** Often enough that what is over is gone within a hundredth of the time it was kept. */
    private boolean trimIsDue() {
        return environment.clockMillis() - trimmedMillis.get() >= Math.max(1, times.retentionMillis() / 100);
    }

    private long rollBeforeMillis() {
        return environment.clockMillis() - times.shardMillis();
    }

    private boolean rollIsDue(OpenStream open) {
        long before = rollBeforeMillis();
        return open.stream().shards().stream().anyMatch(shard -> shard.isOpen() && shard.openedMillis() < before);
    }

    @Override
    public void runSlice(Lease lease) {
        for (OpenStream open : streams.all()) {
            if (rollIsDue(open)) {
                streams.roll(open.stream().arn(), rollBeforeMillis());
            }
        }
        if (trimIsDue()) {
            long now = environment.clockMillis();
            // A feed's rows are those of the table's stream, too, whose shards must be told before the rows are gone.
            trimAll(now, true);
            trimAll(now, false);
            trimmedMillis.set(now);
        }
    }

    private void trimAll(long now, boolean listed) {
        for (OpenStream open : streams.all()) {
            if (open.stream().listed() == listed) {
                trim(open.stream(), now - times.retentionMillis());
            }
        }
    }

    private void trim(Stream stream, long beforeMillis) {
        long before = CommitClock.firstOf(beforeMillis);
        boolean isDue = stream.shards().stream()
                .anyMatch(shard -> isOver(shard, beforeMillis) || reader.newestStamp(shard, before) != null);
        if (!isDue) {
            return;
        }
        try (KvTransaction transaction = engine.begin()) {
            streams.change(stream.arn(), transaction, shards -> {
                List<Shard> kept = new ArrayList<>();
                for (Shard shard : shards) {
                    Shard rest = trim(shard, before, beforeMillis, transaction);
                    if (rest != null) {
                        kept.add(rest);
                    }
                }
                if (kept.isEmpty() && !stream.enabled()) {
                    sweep(stream, shards, transaction);
                }
                return kept;
            });
        }
    }

    private static boolean isOver(Shard shard, long beforeMillis) {
        return !shard.isOpen() && shard.closedMillis() < beforeMillis;
    }

    /** All changes so old go, also those recorded just before the first stream began: nobody reads any of them. */
    private @Nullable Shard trim(Shard shard, long before, long beforeMillis, KvTransaction transaction) {
        if (isOver(shard, beforeMillis)) {
            transaction.deleteRange(shard.partition(), ChangeRows.between(0, shard.to()));
            return null;
        }
        Long newest = reader.newestStamp(shard, before);
        if (newest == null) {
            return shard;
        }
        transaction.deleteRange(shard.partition(), ChangeRows.between(0, newest + 1));
        return shard.trimmed(newest + 1);
    }

    /** The last stream of a table that is gone takes the rest of the table's rows with it. */
    private void sweep(Stream stream, List<Shard> last, KvTransaction transaction) {
        boolean tableIsThere = tables.all().stream()
                .map(Table::record)
                .anyMatch(table -> table.tableId().equals(stream.tableId()));
        boolean another = streams.all().stream()
                .map(OpenStream::stream)
                .anyMatch(other ->
                        other.tableId().equals(stream.tableId()) && !other.arn().equals(stream.arn()));
        if (tableIsThere || another) {
            return;
        }
        for (PartitionId partition :
                last.stream().map(Shard::partition).distinct().toList()) {
            transaction.deleteRange(partition, Keyspace.CHANGE.rows());
            transaction.deleteRange(partition, Keyspace.FENCE.rows());
        }
    }
}

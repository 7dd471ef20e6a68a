package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * Walks a range with an iterator of RocksDB, which itself is a consistent view. RocksDB is told the bounds and finds
 * the end.
 */
final class RocksCursor implements KvCursor {
    private final OpenStore store;
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private final boolean forward;
    private final EngineCounters counters;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    /** @param store entered for this cursor, which leaves it when closed */
    RocksCursor(
            OpenStore store,
            ColumnFamilyHandle family,
            @Nullable Snapshot snapshot,
            PartitionId partition,
            RowRange range,
            Direction direction,
            EngineCounters counters) {
        this.store = store;
        this.lower = new Slice(PhysicalKeys.of(partition, range.from()));
        this.upper = new Slice(PhysicalKeys.end(partition, range.to()));
        this.options = new ReadOptions().setIterateLowerBound(lower).setIterateUpperBound(upper);
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        this.iterator = store.db().newIterator(family, options);
        this.forward = direction == Direction.FORWARD;
        this.ended = range.isEmpty();
        this.counters = counters;
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        step();
        if (iterator.isValid()) {
            counters.countScannedRow();
            return true;
        }
        ended = true;
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw RocksFailures.ofRead(e);
        }
        return false;
    }

    private void step() {
        if (begun && forward) {
            iterator.next();
        } else if (begun) {
            iterator.prev();
        } else if (forward) {
            iterator.seekToFirst();
        } else {
            iterator.seekToLast();
        }
        begun = true;
    }

    @Override
    public Bytes row() {
        requireRow();
        return PhysicalKeys.row(iterator.key());
    }

    @Override
    public Bytes value() {
        requireRow();
        return Bytes.of(iterator.value());
    }

    private void requireRow() {
        if (!begun || ended) {
            throw new IllegalStateException("The cursor stands on no row");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        iterator.close();
        options.close();
        lower.close();
        upper.close();
        store.leave();
    }
}

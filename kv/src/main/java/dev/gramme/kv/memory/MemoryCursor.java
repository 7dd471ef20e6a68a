package dev.gramme.kv.memory;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/** Walks a tree by looking for the next key from the root each time: simple, and quick enough for a tree in memory. */
final class MemoryCursor implements KvCursor {
    private final @Nullable Tree root;
    private final PartitionId partition;
    private final RowRange range;
    private final boolean forward;
    private final EngineCounters counters;
    private @Nullable Tree at;
    private @Nullable Key bound;

    MemoryCursor(
            @Nullable Tree root, PartitionId partition, RowRange range, Direction direction, EngineCounters counters) {
        this.root = root;
        this.partition = partition;
        this.range = range;
        this.forward = direction == Direction.FORWARD;
        this.counters = counters;
        Bytes to = range.to();
        if (forward) {
            this.bound = new Key(partition, range.from());
        } else {
            this.bound =
                    to == null ? new Key(new PartitionId(partition.number() + 1), Bytes.EMPTY) : new Key(partition, to);
        }
    }

    @Override
    public boolean next() {
        Key from = bound;
        if (from == null) {
            return false;
        }
        Tree found = Tree.seek(root, from, forward);
        if (found == null
                || !found.key().partition().equals(partition)
                || !range.contains(found.key().row())) {
            at = null;
            bound = null;
            return false;
        }
        at = found;
        bound = forward ? new Key(partition, RowRange.after(found.key().row())) : found.key();
        counters.countScannedRow();
        return true;
    }

    private Tree current() {
        Tree current = at;
        if (current == null) {
            throw new IllegalStateException("The cursor stands on no row");
        }
        return current;
    }

    @Override
    public Bytes row() {
        return current().key().row();
    }

    @Override
    public Bytes value() {
        return current().value();
    }

    @Override
    public void close() {
        at = null;
        bound = null;
    }
}

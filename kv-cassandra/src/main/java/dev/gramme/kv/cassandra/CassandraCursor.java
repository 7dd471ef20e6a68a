package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks rows in pages that grow. A page is one view of the partition; of several, each row is shown once, as it was
 * when the cursor was opened or later.
 */
final class CassandraCursor implements KvCursor {
    private static final int FIRST_PAGE = 64;
    private static final int LARGEST_PAGE = 2_000;
    /** About how many bytes a page should hold at most. */
    private static final int PAGE_BYTES = 1 << 20;

    private final Store store;
    private final Intents intents;
    private final EngineCounters counters;
    private final PartitionId partition;
    private final boolean backwards;
    private final ReadMode mode;
    private ByteBuffer from;
    private ByteBuffer to;
    private int limit = FIRST_PAGE;
    private List<Store.Found> page = List.of();
    private int at = -1;
    private boolean last;
    private @Nullable Bytes value;

    CassandraCursor(
            Store store,
            Intents intents,
            EngineCounters counters,
            PartitionId partition,
            RowRange range,
            Direction direction,
            ReadMode mode) {
        this.store = store;
        this.intents = intents;
        this.counters = counters;
        this.partition = partition;
        this.backwards = direction == Direction.REVERSE;
        this.mode = mode;
        this.from = Rows.first(range);
        this.to = Rows.behind(range);
        this.last = range.isEmpty();
        counters.countScan();
        read();
    }

    /** Reads the next page, unless the last one was. */
    private void read() {
        at = -1;
        if (last) {
            page = List.of();
            return;
        }
        page = store.page(partition, from, to, backwards, limit, mode);
        last = page.size() < limit;
        if (!last) {
            Bytes end = page.getLast().row();
            if (backwards) {
                to = Rows.user(end);
            } else {
                from = Rows.user(RowRange.after(end));
            }
            limit = nextLimit();
        }
    }

    private int nextLimit() {
        long bytes = 0;
        for (Store.Found found : page) {
            Bytes held = found.value();
            bytes += found.row().length() + (held == null ? 0 : held.length());
        }
        long each = Math.max(1, bytes / page.size());
        return Math.clamp(PAGE_BYTES / each, 1, Math.min(LARGEST_PAGE, limit * 4));
    }

    @Override
    public boolean next() {
        while (true) {
            if (++at >= page.size()) {
                if (last) {
                    page = List.of();
                    at = -1;
                    return false;
                }
                read();
                continue;
            }
            Store.Found found = page.get(at);
            value = intents.value(partition, found, mode);
            if (value != null) {
                counters.countScannedRow();
                return true;
            }
        }
    }

    @Override
    public Bytes row() {
        return page.get(at).row();
    }

    @Override
    public Bytes value() {
        Bytes found = value;
        if (found == null) {
            throw new IllegalStateException("not on a row");
        }
        return found;
    }

    @Override
    public void close() {
        // nothing is kept open in Cassandra
    }
}

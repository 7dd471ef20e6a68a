package dev.gramme.database.table;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many items a table holds and how large they are, kept in memory and saved now and then: DynamoDB too brings
 * {@code ItemCount} and {@code TableSizeBytes} up to date only every six hours.
 */
public final class TableStatistics {
    private final LongAdder items = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    /** What was taken of it; see {@link #takeGrowth}. */
    private Counts taken;

    /**
     * How much there is, or how much more.
     *
     * @param bytes as DynamoDB measures an item
     */
    record Counts(long items, long bytes) {}

    TableStatistics(long items, long bytes) {
        this.items.add(items);
        this.bytes.add(bytes);
        this.taken = new Counts(items, bytes);
    }

    /** What came to it since this was asked last. One caller at a time. */
    Counts takeGrowth() {
        Counts now = new Counts(items.sum(), bytes.sum());
        Counts more = new Counts(now.items() - taken.items(), now.bytes() - taken.bytes());
        taken = now;
        return more;
    }

    public void add(long moreItems, long moreBytes) {
        items.add(moreItems);
        bytes.add(moreBytes);
    }

    /** Takes over what all servers together have come to; what was not taken yet comes on top. */
    void rebase(long allItems, long allBytes) {
        items.add(allItems - taken.items());
        bytes.add(allBytes - taken.bytes());
        taken = new Counts(allItems, allBytes);
    }

    boolean differFrom(long savedItems, long savedBytes) {
        return items() != savedItems || bytes() != savedBytes;
    }

    public long items() {
        return Math.max(0, items.sum());
    }

    /** Sum of the items' sizes in bytes, as DynamoDB measures an item. */
    public long bytes() {
        return Math.max(0, bytes.sum());
    }
}

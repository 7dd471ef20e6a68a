package dev.gramme.database.store;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.PartitionLoads;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where rows lie right now, since partitions are parted while they are used. A reader asks for the place, reads, and
 * asks again: what was read counts if the place is still the same. While rows change hands all wait, which is a matter
 * of milliseconds.
 */
final class Places {
    private static final long PAUSE_MILLIS = 2;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Environment environment;

    Places(Environment environment) {
        this.environment = environment;
    }

    /** Tries until nothing of what it needs is changing hands, or the deadline is over. */
    <T> T whenFree(long deadlineNanos, Supplier<T> attempt) {
        while (true) {
            try {
                return attempt.get();
            } catch (HeldException e) {
                if (environment.nanoTime() - deadlineNanos > 0) {
                    throw new KvException.Unavailable("A partition of the table is being split", e);
                }
            }
            environment.sleepMillis(PAUSE_MILLIS);
        }
    }

    private <T> T whenFree(Supplier<T> attempt) {
        return whenFree(environment.nanoTime() + LONGEST_WAIT_NANOS, attempt);
    }

    /** Where an item lies that is going to be read. */
    Key toRead(Table table, ItemKey key) {
        table.loads().add(ItemRows.SPACE.hash32(key.location().row()), PartitionLoads.READ);
        return of(table, key);
    }

    /** Where an item lies. */
    Key of(Table table, ItemKey key) {
        return table.isSettled() ? key.location() : whenFree(() -> found(table, key));
    }

    /** Where items lie. */
    List<Key> of(List<ItemStore.Read> reads) {
        return reads.stream().map(read -> of(read.table(), read.key())).toList();
    }

    /** Where items lie that are going to be read. */
    List<Key> toRead(List<ItemStore.Read> reads) {
        return reads.stream().map(read -> toRead(read.table(), read.key())).toList();
    }

    private static Key found(Table table, ItemKey key) {
        Table now = table.current();
        Key place = now.placed(key).location();
        Split split = now.split();
        if (split != null && split.isHeld() && split.moves(place.partition(), place.row())) {
            throw new HeldException();
        }
        return place;
    }

    /**
     * A part of a range that lies in one partition.
     *
     * @param source as it was when this was looked up
     */
    record Stretch(ItemSource source, PartitionId partition, RowRange rows) {}

    /** The first stretch of a range. */
    Stretch first(ItemSource source, RowRange range) {
        return whenFree(() -> found(source.current(), range));
    }

    /** Whether a stretch lies where it did. */
    boolean isStill(Stretch stretch) {
        if (stretch.source().table().isSettled()) {
            return true;
        }
        Stretch now = first(stretch.source(), stretch.rows());
        return now.partition().equals(stretch.partition()) && now.rows().equals(stretch.rows());
    }

    private static Stretch found(ItemSource source, RowRange range) {
        RowSpace space = source.space();
        List<TablePartition> partitions = source.partitions();
        int at = TablePartition.indexOf(partitions, space.hash32From(range.from()));
        RowRange rows = range.intersect(space.hashRange(0, TablePartition.endHash32(partitions, at)));
        PartitionId partition = partitions.get(at).id();
        Split split = source.split();
        if (split != null && split.isHeld() && split.parent().equals(partition)) {
            RowRange moving = space.hashRange(split.fromHash32(), split.toHash32());
            if (!moving.intersect(rows).isEmpty()) {
                throw new HeldException();
            }
        }
        return new Stretch(source, partition, rows);
    }
}

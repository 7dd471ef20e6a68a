package dev.gramme.database.store;

import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.PartitionLoads;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * Walks items or entries of a range, from partition to partition; those of one partition as they were when it came
 * there. Where rows are moved to another partition meanwhile it goes on there behind the last one it showed. Used by
 * one thread.
 */
public final class ItemCursor implements AutoCloseable {
    private static final int ROWS_PER_READ = 8;

    private final KvEngine engine;
    private final Places places;
    private final ItemSource source;
    private final Direction direction;
    private final ReadMode mode;
    private RowRange rest;
    private Places.@Nullable Stretch stretch;
    private @Nullable KvCursor cursor;
    private @Nullable Bytes row;
    private int rows;

    ItemCursor(KvEngine engine, Places places, ItemSource source, RowRange range, Direction direction, ReadMode mode) {
        this.engine = engine;
        this.places = places;
        this.source = source;
        this.rest = range;
        this.direction = direction;
        this.mode = mode;
    }

    /** Steps to the next item; false when there is none. */
    public boolean next() {
        while (true) {
            Places.Stretch here = stretch;
            KvCursor open = cursor;
            if (here == null || open == null) {
                if (rest.isEmpty()) {
                    return false;
                }
                here = places.first(source, rest);
                requireWhole(here);
                open = engine.scan(here.partition(), here.rows(), direction, mode);
                stretch = here;
                cursor = open;
            }
            boolean found = open.next();
            if (!places.isStill(here)) {
                rest = behind(rest, row);
                leave(here, open);
            } else if (found) {
                row = open.row();
                rows++;
                return true;
            } else {
                Bytes end = here.rows().to();
                rest = direction == Direction.REVERSE || end == null ? RowRange.NONE : new RowRange(end, rest.to());
                leave(here, open);
            }
        }
    }

    /** Backwards only within a partition key is walked, whose rows lie together. */
    private void requireWhole(Places.Stretch found) {
        if (direction == Direction.REVERSE && !found.rows().equals(rest)) {
            throw new IllegalArgumentException("A range over several partitions is only walked forward");
        }
    }

    private RowRange behind(RowRange range, @Nullable Bytes last) {
        if (last == null) {
            return range;
        }
        return direction == Direction.FORWARD
                ? new RowRange(RowRange.after(last), range.to())
                : new RowRange(range.from(), last);
    }

    /** A table's rows in a row cost less than as many reads of one; those of an index are not its partitions'. */
    private void count(Places.Stretch here) {
        if (here.source() instanceof Table table) {
            long hash = table.space().hash32From(here.rows().from());
            table.loads().add(hash, PartitionLoads.READ + rows / ROWS_PER_READ);
        }
        rows = 0;
    }

    private void leave(Places.Stretch here, KvCursor open) {
        count(here);
        open.close();
        cursor = null;
        stretch = null;
        row = null;
    }

    public Item item() {
        Bytes at = row;
        KvCursor open = cursor;
        if (at == null || open == null) {
            throw new IllegalStateException("There is no item here");
        }
        return SealedItem.open(source.keys(), at, open.value());
    }

    @Override
    public void close() {
        Places.Stretch here = stretch;
        KvCursor open = cursor;
        if (here != null && open != null) {
            leave(here, open);
        }
    }
}

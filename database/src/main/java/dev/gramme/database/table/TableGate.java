package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where every writer of a table passes, so that a change of its indexes can be told from when on all writers know of
 * it: an index is filled from the items that are there only once no writer is left who would not maintain it. Passing
 * never waits; whoever changes the table does. Writers of other servers pass gates of their own.
 */
public final class TableGate {
    private final OtherServers others;
    private volatile long shownAt;
    private volatile Side side = new Side(null, null);

    TableGate(OtherServers others) {
        this.others = others;
    }

    /**
     * Those who passed while the table was the same. Counts of in and out are apart, since only so they can be told.
     */
    private static final class Side {
        private final @Nullable Table table;
        private final LongAdder in = new LongAdder();
        private final LongAdder out = new LongAdder();
        private @Nullable Side before;

        Side(@Nullable Table table, @Nullable Side before) {
            this.table = table;
            this.before = before;
        }

        /** Reads those who left first: each of them is then counted among those who came. */
        boolean isEmpty() {
            long left = out.sum();
            return in.sum() == left;
        }
    }

    /** A writer on its way; closed when its commit is done or given up. */
    public static final class Pass implements AutoCloseable {
        private final Side side;
        private final Table table;

        private Pass(Side side, Table table) {
            this.side = side;
            this.table = table;
        }

        /** The table as it is now; nobody acts on an older one when this pass is closed. */
        public Table table() {
            return table;
        }

        @Override
        public void close() {
            side.out.increment();
        }
    }

    /** Lets a writer in, unless the table is gone. */
    public Pass enter() {
        while (true) {
            Side now = side;
            Table table = now.table;
            if (table == null) {
                throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
            }
            now.in.increment();
            if (side == now) {
                return new Pass(now, table);
            }
            now.out.increment();
        }
    }

    /** The table as writers see it now; null where there is none. Readers look without passing. */
    @Nullable
    Table now() {
        return side.table;
    }

    /** From now on, writers see this table; null: there is none any more. One caller at a time. */
    void show(@Nullable Table table) {
        shownAt = others.version();
        side = new Side(table, side);
    }

    /** Whether all writers who saw an older table are through, on all servers. */
    public boolean isOlderGone() {
        return isOlderGoneHere() && others.haveReached(shownAt);
    }

    /** Whether those of this server are. */
    boolean isOlderGoneHere() {
        Side now = side;
        for (Side older = now.before; older != null; older = older.before) {
            if (!older.isEmpty()) {
                return false;
            }
        }
        now.before = null;
        return true;
    }
}

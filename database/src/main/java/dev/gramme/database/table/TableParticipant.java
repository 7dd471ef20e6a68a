package dev.gramme.database.table;

import dev.gramme.database.layout.Keyspace;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A feature's part in the life of tables. Every call may be cut off anywhere and made again. */
public interface TableParticipant {
    /**
     * Brings the feature in line with what the table's record says, before the table becomes ACTIVE: when it was made
     * or changed.
     *
     * @return false where it must be called again later
     */
    default boolean settle(Table table) {
        return true;
    }

    /** Whether a table that is being made stays so until the feature has done its work. */
    default boolean holds(Table table) {
        return false;
    }

    /**
     * A table is being archived and nobody reads or writes it any more; its rows but those of its items go next.
     *
     * @return the ARN of the backup that keeps what it held; null where that is not the feature's part
     */
    default @Nullable String archive(Table table) {
        return null;
    }

    /**
     * A table is being deleted and nobody writes to it any more; its rows go next.
     *
     * @return rows the feature keeps, which from now on are its own to delete
     */
    default Set<Keyspace> release(Table table) {
        return Set.of();
    }
}

package dev.gramme.database.table;

import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table, or of its global indexes, are on their way to another partition.
 *
 * @param split one at a time; null for none
 * @param leftovers in the order they came to be
 */
public record Moves(@Nullable Split split, List<Leftover> leftovers) {
    public static final Moves NONE = new Moves(null, List.of());

    /** What is being moved of the table itself (0) or of a global index. */
    @Nullable
    Split splitOf(int indexId) {
        return split != null && split.indexId() == indexId ? split : null;
    }

    /** Adds the partition rows are being moved to: if they are the table's own, or if they are an index's. */
    void addTargets(boolean own, List<PartitionId> all) {
        if (split != null && own == (split.indexId() == 0)) {
            all.add(split.child());
        }
    }

    Moves with(@Nullable Split changed) {
        return new Moves(changed, leftovers);
    }

    /** The split is done. */
    Moves done(long childStamp, long nowMillis) {
        List<Leftover> all = new ArrayList<>(leftovers);
        all.add(new Leftover(Objects.requireNonNull(split).held(false), childStamp, nowMillis));
        return new Moves(null, List.copyOf(all));
    }

    Moves without(Leftover gone) {
        return new Moves(
                split,
                leftovers.stream().filter(leftover -> !leftover.equals(gone)).toList());
    }

    /**
     * The partitions of the table as they were read from at a stamp: what was not split yet then is whole again.
     *
     * @param now as they are
     */
    List<TablePartition> partitionsAt(List<TablePartition> now, long stamp) {
        List<TablePartition> then = new ArrayList<>(now);
        for (Leftover leftover : leftovers.reversed()) {
            Split split = leftover.split();
            if (split.indexId() == 0 && stamp < leftover.childStamp()) {
                then.replaceAll(partition -> partition.id().equals(split.child())
                        ? new TablePartition(partition.fromHash32(), split.parent())
                        : partition);
            }
        }
        return List.copyOf(then);
    }
}

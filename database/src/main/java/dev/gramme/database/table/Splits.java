package dev.gramme.database.table;

import dev.gramme.database.env.Environment;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps of a split, as tables' records tell them. What has to lie between two steps is up to the caller. */
public final class Splits {
    private final Tables tables;
    private final Environment environment;

    public Splits(Tables tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    /**
     * From now on rows of the upper part of a partition are also written to a new one; unless another split is under
     * way.
     *
     * @param indexId number of the global index it is a partition of; 0 for the table's own
     * @param fromHash32 first hash of the upper part; inside the partition
     */
    public void begin(Table table, int indexId, PartitionId parent, long fromHash32) {
        tables.changeRecord(table.id(), before -> {
            List<TablePartition> partitions = before.partitionsOf(indexId);
            for (int at = 0; at < partitions.size() && before.moves().split() == null; at++) {
                if (partitions.get(at).id().equals(parent)) {
                    long end = TablePartition.endHash32(partitions, at);
                    Split split = new Split(indexId, parent, Split.UNNUMBERED, fromHash32, end, false);
                    return before.withMoves(before.moves().with(split));
                }
            }
            return before;
        });
    }

    /** Keeps everybody away from what is moved, or lets them go on as before; null where the table is gone. */
    public @Nullable Table hold(Table table, Split split, boolean held) {
        return change(table, split, record -> record.withMoves(record.moves().with(split.held(held))));
    }

    /**
     * The upper part has changed hands.
     *
     * @param childStamp whatever is written to the child from now on has a greater one
     * @param also other writes that belong to it
     * @throws KvException.Conflict where it is not held any more: somebody else took over and let all go on
     */
    public void finish(Table table, Split split, long childStamp, Consumer<KvTransaction> also) {
        tables.changeRecord(
                table.id(),
                record -> {
                    if (!split.held(true).equals(record.moves().split())) {
                        throw new KvException.Conflict("A split is not held any more");
                    }
                    return record.withPartitionsOf(split.indexId(), parted(record, split))
                            .withMoves(record.moves().done(childStamp, environment.clockMillis()));
                },
                also);
    }

    private static List<TablePartition> parted(TableRecord record, Split split) {
        List<TablePartition> partitions = new ArrayList<>(record.partitionsOf(split.indexId()));
        int at = TablePartition.indexOf(partitions, split.fromHash32());
        partitions.add(at + 1, new TablePartition(split.fromHash32(), split.child()));
        return List.copyOf(partitions);
    }

    /** All stays where it is. */
    public void abandon(Table table, Split split) {
        change(table, split, record -> record.withMoves(record.moves().with(null)));
    }

    /** What was left of a split is gone. */
    public void forget(Table table, Leftover leftover) {
        tables.changeRecord(
                table.id(), record -> record.withMoves(record.moves().without(leftover)));
    }

    private @Nullable Table change(Table table, Split split, UnaryOperator<TableRecord> change) {
        return tables.changeRecord(table.id(), record -> {
            Split now = record.moves().split();
            return now != null && now.child().equals(split.child()) ? change.apply(record) : record;
        });
    }
}

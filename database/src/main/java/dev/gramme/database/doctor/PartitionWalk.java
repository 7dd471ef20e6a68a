package dev.gramme.database.doctor;

import dev.gramme.database.layout.Keyspace;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads all rows of partitions, of whatever kind. Where rows cannot be read it goes on behind them. */
final class PartitionWalk {
    /** Bytes of a row that it steps over damage by: the kind and about the first bytes of a hash. */
    private static final int STEP_BYTES = 4;

    private final KvEngine engine;
    private final Findings findings;

    PartitionWalk(KvEngine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    /**
     * Shows all rows of a partition with their values.
     *
     * @param owner what the partition is of, for people
     * @param visitor handles what is wrong with a row by itself
     */
    void all(String owner, PartitionId partition, BiConsumer<Bytes, Bytes> visitor) {
        for (RowRange stretch : Keyspace.stretches()) {
            boolean told = false;
            int vain = 0;
            RowRange rest = stretch;
            while (rest != null) {
                Stop stop = read(partition, rest, visitor);
                if (stop == null) {
                    break;
                }
                if (!told) {
                    findings.fault(
                            Findings.place(owner, partition, stop.reached()),
                            "rows from here on cannot be read, and some behind them were not checked: "
                                    + stop.failure().getMessage());
                    told = true;
                }
                vain = stop.reached().equals(rest.from()) ? vain + 1 : 0;
                rest = behind(stop.reached(), rest, vain);
            }
        }
    }

    /** Where reading came to an end before its time. */
    private record Stop(Bytes reached, KvException.Corrupt failure) {}

    private @Nullable Stop read(PartitionId partition, RowRange range, BiConsumer<Bytes, Bytes> visitor) {
        Bytes reached = range.from();
        try (KvCursor cursor = engine.scan(partition, range, Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                reached = cursor.row();
                visitor.accept(reached, cursor.value());
            }
            return null;
        } catch (KvException.Corrupt e) {
            return new Stop(reached, e);
        }
    }

    /** What lies behind damage: each step in vain is twice as long as the one before, so there are few of them. */
    private static @Nullable RowRange behind(Bytes reached, RowRange range, int vain) {
        ByteBuffer start = ByteBuffer.wrap(Arrays.copyOf(reached.array(), STEP_BYTES));
        long from = Integer.toUnsignedLong(start.getInt()) + (1L << vain);
        if (from > 0xFFFF_FFFFL) {
            return null;
        }
        RowRange rest = new RowRange(
                Bytes.of(ByteBuffer.allocate(STEP_BYTES).putInt((int) from).array()), range.to());
        return rest.isEmpty() ? null : rest;
    }
}

package dev.gramme.database.split;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.store.Fences;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.Leftover;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Splits;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds partitions that are to be split, and splits them, one of each table at a time. */
public final class SplitWorker implements Worker {
    /** Batches before other tables have their turn. */
    private static final int BATCHES_PER_TURN = 64;
    /** After so many batches it rests for as long as they took. */
    private static final int BATCHES_AT_A_TIME = 8;

    private static final int CONFLICTS = 20;
    private static final int LONGEST_HOLD_MILLIS = 1_000;
    private static final int HOLD_PAUSE_MILLIS = 2;

    private final System.Logger log = System.getLogger(SplitWorker.class.getName());
    private final KvEngine engine;
    private final Environment environment;
    private final Tables tables;
    private final Splits splits;
    private final Streams streams;
    private final BiPredicate<Table, Leftover> neededForPast;
    private final SplitSettings settings;
    private final PartitionCopy copy;
    private final LeftoverRows leftovers;
    private final Heat heat;

    /** @param neededForPast whether somebody may still read the table as it was before a split */
    public SplitWorker(
            KvEngine engine,
            Environment environment,
            Tables tables,
            Streams streams,
            BiPredicate<Table, Leftover> neededForPast,
            SplitSettings settings) {
        this.engine = engine;
        this.environment = environment;
        this.tables = tables;
        this.splits = new Splits(tables, environment);
        this.streams = streams;
        this.neededForPast = neededForPast;
        this.settings = settings;
        this.copy = new PartitionCopy(engine);
        this.leftovers = new LeftoverRows(engine);
        this.heat = new Heat(settings);
    }

    @Override
    public String name() {
        return "splits";
    }

    @Override
    public boolean hasWork() {
        heat.look(tables.all(), environment.nanoTime());
        return tables.all().stream().anyMatch(table -> next(table) != null);
    }

    @Override
    public void runSlice(Lease lease) {
        for (Table table : tables.all()) {
            Runnable next = next(table);
            if (next != null) {
                next.run();
            }
        }
    }

    /** What is to be done for a table; null for nothing, or not yet. */
    private @Nullable Runnable next(Table table) {
        Split split = table.record().moves().split();
        if (!table.record().isUsable()) {
            return null;
        }
        if (split != null && split.isHeld()) {
            // by a process that is gone; to let all go on is right at any time
            return () -> splits.hold(table, split, false);
        }
        if (!table.gate().isOlderGone()) {
            return null;
        }
        if (split != null) {
            return () -> advance(table, split);
        }
        Leftover gone = gone(table);
        if (gone != null) {
            return () -> {
                leftovers.delete(table, gone.split());
                splits.forget(table, gone);
            };
        }
        Candidate candidate = candidate(table);
        return candidate == null ? null : () -> begin(table, candidate);
    }

    private void begin(Table table, Candidate candidate) {
        log.log(
                System.Logger.Level.INFO,
                "A partition is split: table={0} partition={1}",
                table.name(),
                candidate.parent().number());
        splits.begin(table, candidate.indexId(), candidate.parent(), candidate.fromHash32());
    }

    /** What nobody needs any more. */
    private @Nullable Leftover gone(Table table) {
        for (Leftover leftover : table.record().moves().leftovers()) {
            if (!neededForPast.test(table, leftover)) {
                return leftover;
            }
        }
        return null;
    }

    /** A partition to be split, and where. */
    private record Candidate(int indexId, PartitionId parent, long fromHash32) {}

    /**
     * The first partition that is too large, measured by its share of all hashes, which are evenly spread; or that is
     * asked for too much.
     */
    private @Nullable Candidate candidate(Table table) {
        Candidate found = candidate(table, 0, table.statistics().bytes());
        for (Index index : table.indexes()) {
            if (found == null && index.isGlobal() && index.isComplete()) {
                found = candidate(index, index.id(), index.statistics().bytes());
            }
        }
        return found;
    }

    private @Nullable Candidate candidate(ItemSource source, int indexId, long bytes) {
        List<TablePartition> partitions = source.partitions();
        for (int at = 0; at < partitions.size(); at++) {
            long from = partitions.get(at).fromHash32();
            long end = TablePartition.endHash32(partitions, at);
            boolean isLarge = (double) bytes * (end - from) / RowSpace.HASHES > settings.maxBytes();
            PartitionId id = partitions.get(at).id();
            if ((isLarge || heat.isHot(id)) && end - from > 1) {
                return new Candidate(indexId, id, from + (end - from) / 2);
            }
        }
        return null;
    }

    private void advance(Table table, Split split) {
        if (isVain(table, split)) {
            empty(split.child());
            splits.abandon(table, split);
        } else if (isCopied(table, split)
                && mayChangeHands(table)
                && tables.exclusively(() -> changeHands(table, split))) {
            leftovers.deleteDerived(table, split);
        }
    }

    /** Whether the index that the partition is of is being deleted. */
    private static boolean isVain(Table table, Split split) {
        return split.indexId() != 0
                && table.indexes().stream().noneMatch(index -> index.id() == split.indexId() && index.isMaintained());
    }

    private void empty(PartitionId partition) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.deleteRange(partition, RowRange.ALL);
            transaction.commit();
        }
    }

    private boolean isCopied(Table table, Split split) {
        long began = environment.nanoTime();
        int conflicts = 0;
        for (int batch = 1; batch <= BATCHES_PER_TURN && conflicts < CONFLICTS; batch++) {
            try {
                if (copy.next(table, split)) {
                    return true;
                }
            } catch (KvException.Conflict e) {
                conflicts++;
            }
            if (batch % BATCHES_AT_A_TIME == 0) {
                environment.sleepMillis((environment.nanoTime() - began) / 1_000_000);
                began = environment.nanoTime();
            }
        }
        return false;
    }

    /** Walks that write down how far they have come by partition must be over. */
    private static boolean mayChangeHands(Table table) {
        TimeToLive timeToLive = table.record().settings().timeToLive();
        boolean isWalked = timeToLive != null && timeToLive.status().equals(TimeToLive.ENABLING);
        return table.record().status().equals(Tables.ACTIVE) && !isWalked;
    }

    /**
     * Nobody is let to what is moved until all servers have seen that it lies elsewhere. Where one of them does not
     * answer, all go on as before, and it is tried again later.
     *
     * @return whether it lies elsewhere now
     */
    private boolean changeHands(Table known, Split split) {
        Table table = tables.byName(known.id());
        if (table == null || !split.equals(table.record().moves().split()) || !mayChangeHands(table)) {
            return false;
        }
        Table held = splits.hold(table, split, true);
        if (held == null) {
            return false;
        }
        boolean done = false;
        try {
            if (isHeld(held) && isQuiet(split)) {
                finish(held, split);
                done = true;
            }
        } finally {
            if (!done) {
                splits.hold(held, split, false);
            }
        }
        log.log(
                System.Logger.Level.INFO,
                done ? "A partition was split: table={0} partitions={1},{2}" : "A split is put off: table={0}",
                table.name(),
                split.parent().number(),
                split.child().number());
        return done;
    }

    private boolean isHeld(Table held) {
        for (int waited = 0; !held.gate().isOlderGone(); waited += HOLD_PAUSE_MILLIS) {
            if (waited >= LONGEST_HOLD_MILLIS) {
                return false;
            }
            environment.sleepMillis(HOLD_PAUSE_MILLIS);
        }
        return true;
    }

    /**
     * Whether nothing half-done is left of those who are gone. Whoever writes what is moved writes to the child, too;
     * so where nothing is under way there, all that is under way in the parent is about rows that stay.
     */
    private boolean isQuiet(Split split) {
        try {
            engine.recover(split.child());
        } catch (KvException.Conflict e) {
            return false;
        }
        try {
            engine.recover(split.parent());
        } catch (KvException.Conflict e) {
            log.log(System.Logger.Level.DEBUG, "Rows that stay are being written to", e);
        }
        return true;
    }

    /** A fence parts what was written to either before from what comes, and stops what a stalled server still sends. */
    private void finish(Table table, Split split) {
        if (split.indexId() == 0) {
            streams.split(table, split, (stamps, also) -> finish(table, split, stamps, also));
        } else {
            finish(table, split, new Fences(engine).set(List.of(split.parent(), split.child())), transaction -> {});
        }
    }

    private void finish(Table table, Split split, Map<PartitionId, Long> stamps, Consumer<KvTransaction> also) {
        splits.finish(table, split, Objects.requireNonNull(stamps.get(split.child())), also);
    }
}

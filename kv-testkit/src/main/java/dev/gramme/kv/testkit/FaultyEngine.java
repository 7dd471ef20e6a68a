package dev.gramme.kv.testkit;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.Direction;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An engine over another that fails by chance, in every way an engine may. On one thread, the same seed and the same
 * calls fail alike. What is already open (snapshots, cursors) does not fail any more.
 */
public final class FaultyEngine extends ForwardingEngine {
    private final Random random;
    private final Runnable pause;
    private volatile Faults faults;

    /** A commit on its way, which the caller has given up; null where there is none. */
    private @Nullable FaultyTransaction late;

    /** @param pause what a slow call does first: sleep, or move a manual clock */
    public FaultyEngine(KvEngine engine, long seed, Faults faults, Runnable pause) {
        super(engine);
        this.random = new Random(seed);
        this.faults = faults;
        this.pause = pause;
    }

    /** From now on fails like this, for instance not at all while a test looks at the result. */
    public void failLike(Faults others) {
        faults = others;
    }

    @Override
    public KvTransaction begin() {
        endLate();
        return new FaultyTransaction(super.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        endLate();
        return new FaultyTransaction(super.begin(home));
    }

    /** The commit on its way arrives, or is stopped for good. */
    private synchronized void endLate() {
        FaultyTransaction ended = late;
        if (ended != null) {
            late = null;
            if (random.nextBoolean()) {
                ended.arrive();
            }
            ended.end();
        }
    }

    private synchronized void isLate(FaultyTransaction transaction) {
        late = transaction;
    }

    @Override
    public void close() {
        endLate();
        super.close();
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    @Override
    protected void beforeRead() {
        Faults now = faults;
        if (chance(now.slow())) {
            pause.run();
        }
        if (chance(now.unavailable())) {
            throw new KvException.Unavailable("A fault made on purpose: unavailable", null);
        }
    }

    private final class FaultyTransaction extends ForwardingTransaction {
        private boolean givenUp;
        private boolean happened;

        FaultyTransaction(KvTransaction transaction) {
            super(transaction);
        }

        @Override
        public @Nullable Bytes get(Key key) {
            beforeRead();
            return super.get(key);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            beforeRead();
            return super.scan(partition, range, direction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            beforeRead();
            if (chance(faults.conflict())) {
                throw new KvException.Conflict("A fault made on purpose: conflict");
            }
            return super.getForUpdate(key);
        }

        @Override
        public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
            List<@Nullable Bytes> values = new ArrayList<>(keys.size());
            keys.forEach(key -> values.add(getForUpdate(key)));
            return values;
        }

        @Override
        public Commit commit() {
            Faults now = faults;
            if (chance(now.slow())) {
                pause.run();
            }
            double draw = random.nextDouble();
            double bound = now.conflict();
            if (draw < bound) {
                throw new KvException.Conflict("A fault made on purpose: conflict");
            }
            bound += now.unavailable();
            if (draw < bound) {
                throw new KvException.Unavailable("A fault made on purpose: unavailable", null);
            }
            bound += now.uncertainNotDone();
            if (draw < bound) {
                throw new KvException.Uncertain("A fault made on purpose: not done", null);
            }
            bound += now.uncertainLate();
            if (draw < bound) {
                givenUp = true;
                isLate(this);
                throw new KvException.Uncertain("A fault made on purpose: on its way", null);
            }
            Commit commit = super.commit();
            bound += now.uncertainDone();
            if (draw < bound) {
                happened = true;
                throw new KvException.Uncertain("A fault made on purpose: done", null);
            }
            return commit;
        }

        private void arrive() {
            try {
                super.commit();
                happened = true;
            } catch (KvException.Conflict e) {
                // something else was first: it never happens
            }
        }

        @Override
        public boolean settle() {
            endLate();
            beforeRead();
            return happened;
        }

        @Override
        public void close() {
            if (!givenUp) {
                end();
            }
        }

        private void end() {
            super.close();
        }
    }
}

package dev.gramme.database.cluster;

import dev.gramme.kv.Commit;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;

/** A shared engine, lent to a database for as long as its process has the right to use it. */
public final class RightfulEngine extends ForwardingEngine {
    private final Right right;

    public RightfulEngine(KvEngine engine, Right right) {
        super(engine);
        this.right = right;
    }

    private void require() {
        if (!right.holds()) {
            throw new KvException.Unavailable("This server has lost touch with the others", null);
        }
    }

    @Override
    protected void beforeRead() {
        require();
    }

    /** Those of an engine that only this process uses: background work is done by the one that leads. */
    @Override
    public EngineLimits limits() {
        return super.limits().unshared();
    }

    @Override
    public KvTransaction begin() {
        require();
        return new Checked(super.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        require();
        return new Checked(super.begin(home));
    }

    @Override
    public void recover(PartitionId partition) {
        require();
        super.recover(partition);
    }

    /** The engine stays open: it is used on when this process plays another part. */
    @Override
    public void close() {
        // whoever has lent it closes it
    }

    /** Checks once more before it commits. */
    private final class Checked extends ForwardingTransaction {
        Checked(KvTransaction transaction) {
            super(transaction);
        }

        @Override
        public Commit commit() {
            require();
            return super.commit();
        }
    }
}

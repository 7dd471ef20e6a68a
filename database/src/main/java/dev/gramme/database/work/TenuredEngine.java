package dev.gramme.database.work;

import dev.gramme.kv.Commit;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;

/** An engine that does nothing for a process which has not the right to answer. */
public final class TenuredEngine extends ForwardingEngine {
    private final Tenure tenure;

    /** Both are closed with it. */
    public TenuredEngine(KvEngine engine, Tenure tenure) {
        super(engine);
        this.tenure = tenure;
    }

    private void require() {
        if (!tenure.holds()) {
            throw new KvException.Unavailable("Another process answers for this store", null);
        }
    }

    @Override
    protected void beforeRead() {
        require();
    }

    /** Those of an engine that only this process uses. */
    @Override
    public EngineLimits limits() {
        EngineLimits limits = super.limits();
        return new EngineLimits(
                limits.maxRowBytes(),
                limits.maxValueBytes(),
                limits.maxTransactionBytes(),
                limits.cheapAcrossPartitions(),
                limits.waitsOnNetwork(),
                false);
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

    @Override
    public void close() {
        tenure.close();
        super.close();
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

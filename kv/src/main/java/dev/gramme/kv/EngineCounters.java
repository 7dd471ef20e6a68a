package dev.gramme.kv;

import java.util.concurrent.atomic.LongAdder;

/** What an engine did since it was opened; for metrics, and for tests that pin the cost of an operation. */
public final class EngineCounters {
    private final LongAdder gets = new LongAdder();
    private final LongAdder multiGets = new LongAdder();
    private final LongAdder scans = new LongAdder();
    private final LongAdder scannedRows = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder commitGroups = new LongAdder();
    private final LongAdder writtenRows = new LongAdder();

    /**
     * The counts at one time.
     *
     * @param gets point reads, in transactions too
     * @param multiGets reads of many keys at once
     * @param scans cursors opened
     * @param scannedRows rows cursors stepped onto
     * @param commits transactions that wrote something
     * @param commitGroups writes to the log; each carries one or more commits and is one native crossing
     * @param writtenRows rows put or deleted
     */
    public record Snapshot(
            long gets,
            long multiGets,
            long scans,
            long scannedRows,
            long commits,
            long commitGroups,
            long writtenRows) {
        /** What was added since an earlier snapshot. */
        public Snapshot since(Snapshot earlier) {
            return new Snapshot(
                    gets - earlier.gets,
                    multiGets - earlier.multiGets,
                    scans - earlier.scans,
                    scannedRows - earlier.scannedRows,
                    commits - earlier.commits,
                    commitGroups - earlier.commitGroups,
                    writtenRows - earlier.writtenRows);
        }
    }

    public void countGet() {
        gets.increment();
    }

    public void countMultiGet() {
        multiGets.increment();
    }

    public void countScan() {
        scans.increment();
    }

    public void countScannedRow() {
        scannedRows.increment();
    }

    /** Counts transactions and the rows all of them wrote. */
    public void countCommits(int transactions, int rows) {
        commits.add(transactions);
        writtenRows.add(rows);
    }

    public void countCommitGroup() {
        commitGroups.increment();
    }

    public Snapshot snapshot() {
        return new Snapshot(
                gets.sum(),
                multiGets.sum(),
                scans.sum(),
                scannedRows.sum(),
                commits.sum(),
                commitGroups.sum(),
                writtenRows.sum());
    }
}

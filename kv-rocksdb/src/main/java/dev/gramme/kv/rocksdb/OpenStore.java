package dev.gramme.kv.rocksdb;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;

/**
 * An open database of RocksDB and those who use it now. A native database that is closed under a reader ends the
 * process, so the last user closes it, after its owner has let go.
 */
final class OpenStore {
    private final RocksDB db;
    private final ColumnFamilyHandle items;
    private final ColumnFamilyHandle logs;
    private final int logsId;
    private final ReadOptions readOptions = new ReadOptions();
    private final List<RocksObject> owned;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean retired = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    OpenStore(RocksDB db, ColumnFamilyHandle items, ColumnFamilyHandle logs, List<RocksObject> owned) {
        this.db = db;
        this.items = items;
        this.logs = logs;
        this.logsId = logs.getID();
        this.owned = owned;
    }

    RocksDB db() {
        return db;
    }

    /** The column family of rows, but for logs. */
    ColumnFamilyHandle items() {
        return items;
    }

    ColumnFamilyHandle logs() {
        return logs;
    }

    /** What tells records of logs in a batch. */
    int logsId() {
        return logsId;
    }

    ReadOptions readOptions() {
        return readOptions;
    }

    /** Begins a use; false where the store takes no more of them. */
    boolean enter() {
        int now = users.get();
        while (now > 0 && !retired.get()) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
            now = users.get();
        }
        return false;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            readOptions.close();
            items.close();
            logs.close();
            db.close();
            owned.forEach(RocksObject::close);
            closed.countDown();
        }
    }

    /** Takes no more users, and closes once the last has left; waits for that. False where they are still there. */
    boolean retire(long waitMillis) {
        if (retired.compareAndSet(false, true)) {
            leave();
        }
        try {
            return closed.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

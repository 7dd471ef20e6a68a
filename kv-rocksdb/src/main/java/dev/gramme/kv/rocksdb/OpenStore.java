package dev.gramme.kv.rocksdb;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;

/**
 * An open database of RocksDB and those who use it now. A native database that is closed under a reader ends the
 * process, so the last user closes it, after its owner has let go.
 */
final class OpenStore {
    private final RocksDB db;
    private final ReadOptions readOptions = new ReadOptions();
    private final List<RocksObject> owned;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean retired = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    OpenStore(RocksDB db, List<RocksObject> owned) {
        this.db = db;
        this.owned = owned;
    }

    RocksDB db() {
        return db;
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

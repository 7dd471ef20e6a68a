package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Something that a line does to its partition, and its outcome. */
abstract sealed class Work {
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long stamp;
    private volatile @Nullable Doubtful doubtful;

    /** A group of which nobody knows whether it moved the version of its partition. */
    record Doubtful(Store.Version from, Store.Version to) {}

    /** Its stamp, once its group has happened. */
    long await() {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KvException failure ? failure : e;
        }
    }

    void stamp(long given) {
        stamp = given;
    }

    /** Which group it was in, where nobody knows whether that happened; null where it is known. */
    @Nullable
    Doubtful doubtful() {
        return doubtful;
    }

    void leaveInDoubt(Doubtful group) {
        doubtful = group;
        fail(new KvException.Uncertain("Cassandra did not answer a commit", null));
    }

    void succeed() {
        done.complete(stamp);
    }

    /** Fails with a stack of the waiting thread's own: an exception is not shared. */
    void fail(KvException e) {
        String message = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        KvException own;
        if (e instanceof KvException.Conflict) {
            own = new KvException.Conflict(message);
        } else if (e instanceof KvException.Uncertain) {
            own = new KvException.Uncertain(message, cause);
        } else if (e instanceof KvException.Corrupt) {
            own = new KvException.Corrupt(message, cause);
        } else {
            own = new KvException.Unavailable(message, cause);
        }
        done.completeExceptionally(own);
    }

    /** About how many bytes it writes. */
    abstract int bytes();

    /** Commits what a transaction writes here, if the epoch still lasts. */
    static final class Write extends Work {
        final long epoch;
        final PartitionWrites writes;
        final @Nullable Decision decision;
        /** A prepared transaction that was in the way; null for none. */
        volatile @Nullable TransactionId blockedBy;

        Write(long epoch, PartitionWrites writes, @Nullable Decision decision) {
            this.epoch = epoch;
            this.writes = writes;
            this.decision = decision;
        }

        @Override
        int bytes() {
            return writes.bytes();
        }
    }

    /** Commits a transaction, whose home this partition is. */
    record Decision(TransactionId id, List<PartitionId> others) {}

    /** Keeps what a transaction is going to write, until its home has decided. */
    static final class Prepare extends Work {
        final long epoch;
        final TransactionId id;
        final PartitionWrites writes;
        final byte[] encoded;
        volatile @Nullable TransactionId blockedBy;

        Prepare(long epoch, TransactionId id, PartitionWrites writes, long startedMillis) {
            this.epoch = epoch;
            this.id = id;
            this.writes = writes;
            this.encoded = writes.encode(startedMillis);
        }

        @Override
        int bytes() {
            return encoded.length;
        }
    }

    /** Ends a prepared transaction that has been decided; nothing where that is done already. */
    static final class End extends Work {
        final TransactionId id;
        final boolean committed;

        End(TransactionId id, boolean committed) {
            this.id = id;
            this.committed = committed;
        }

        @Override
        int bytes() {
            return 0;
        }
    }

    /** Forgets a decision that has been carried out everywhere. */
    static final class Forget extends Work {
        final TransactionId id;

        Forget(TransactionId id) {
            this.id = id;
        }

        @Override
        int bytes() {
            return 0;
        }
    }
}

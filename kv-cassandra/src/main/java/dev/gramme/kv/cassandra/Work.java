package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Something that a line does to its partition, and its outcome. */
abstract sealed class Work {
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long stamp;
    private volatile @Nullable Doubtful doubtful;

    /** What is known of a work of which nobody knows whether it has happened. */
    sealed interface Doubtful {
        /** It was in this group, which may have moved the version of its partition. */
        record InGroup(Store.Version from, Store.Version to) implements Doubtful {}

        /** Another process has it; a group after this stamp names it, where it has happened. */
        record Sent(UUID id, long asOf) implements Doubtful {}
    }

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

    /** Where nobody knows whether it has happened; null where it is known. */
    @Nullable
    Doubtful doubtful() {
        return doubtful;
    }

    void doubt(Doubtful unknown) {
        doubtful = unknown;
    }

    void leaveInDoubt(Doubtful.InGroup group) {
        if (this instanceof Write write && write.onlyChecks()) {
            fail(new KvException.Conflict("Cassandra did not answer a commit"));
            return;
        }
        doubt(group);
        fail(new KvException.Uncertain("Cassandra did not answer a commit", null));
    }

    void succeed() {
        done.complete(stamp);
    }

    void fail(KvException e) {
        done.completeExceptionally(copy(e));
    }

    /** The same failure with a stack of the waiting thread's own: an exception is not shared. */
    static KvException copy(KvException e) {
        String message = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        return switch (e) {
            case KvException.Conflict conflict -> new KvException.Conflict(message);
            case KvException.Uncertain uncertain -> new KvException.Uncertain(message, cause);
            case KvException.Corrupt corrupt -> new KvException.Corrupt(message, cause);
            default -> new KvException.Unavailable(message, cause);
        };
    }

    /** About how many bytes it writes. */
    abstract int bytes();

    /** One that is only done where nobody has changed the rows it rests on. */
    abstract static sealed class Guarded extends Work {
        final Basis basis;
        final PartitionWrites writes;
        /** Those of the rows that were read; what is only written may be written by others before. */
        final Set<Bytes> read;
        /** A prepared transaction that was in the way; null for none. */
        volatile @Nullable TransactionId blockedBy;

        Guarded(Basis basis, PartitionWrites writes, Set<Bytes> read) {
            this.basis = basis;
            this.writes = writes;
            this.read = read;
        }
    }

    /**
     * Commits what a transaction writes here. Without anything to write it only makes sure that the rows it touches are
     * as they were read.
     */
    static final class Write extends Guarded {
        final @Nullable Decision decision;

        Write(Basis basis, PartitionWrites writes, Set<Bytes> read, @Nullable Decision decision) {
            super(basis, writes, read);
            this.decision = decision;
        }

        boolean onlyChecks() {
            return decision == null && writes.writesNothing();
        }

        @Override
        int bytes() {
            return writes.bytes();
        }
    }

    /** Commits a transaction, whose home this partition is. */
    record Decision(TransactionId id, List<PartitionId> others) {}

    /** Keeps what a transaction is going to write, until its home has decided. */
    static final class Prepare extends Guarded {
        final TransactionId id;
        final byte[] encoded;

        /** @param encoded the writes, with when the transaction began */
        Prepare(Basis basis, PartitionWrites writes, Set<Bytes> read, TransactionId id, byte[] encoded) {
            super(basis, writes, read);
            this.id = id;
            this.encoded = encoded;
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
        /** Whether it was seen prepared: a line that does not know of it has to look again. */
        final boolean seen;

        End(TransactionId id, boolean committed, boolean seen) {
            this.id = id;
            this.committed = committed;
            this.seen = seen;
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

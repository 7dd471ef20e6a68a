package dev.gramme.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordered transactional store of bytes. Thread-safe; every call blocks until it is done. */
public interface KvEngine extends AutoCloseable {
    EngineLimits limits();

    /** What this engine did since it was opened. */
    EngineCounters counters();

    /** The committed value of a key: one read, no view kept. In {@link ReadMode#STRONG}, of the last commit. */
    @Nullable
    Bytes get(Key key, ReadMode mode);

    /** The committed value of each key, in order, null where there is none; each read on its own, no common view. */
    List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode);

    /**
     * A cursor over the rows as they are now, for callers who need no other read of the same view: it costs less than a
     * snapshot. The caller closes it.
     */
    KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode);

    /**
     * About how many bytes the rows of a range take up, keys and values; may count older versions too. Costs far less
     * than reading them.
     */
    long estimateBytes(PartitionId partition, RowRange range);

    /** A view of one partition that stays as it is now. */
    KvSnapshot snapshot(PartitionId partition, ReadMode mode);

    KvTransaction begin();

    /**
     * Begins a transaction that writes to this partition first of all: where it writes to others as well, it is decided
     * here. Otherwise that is the first partition written to.
     */
    default KvTransaction begin(PartitionId home) {
        return begin();
    }

    /**
     * Ends what a process that is gone may have left half-done in a partition. Reads are right without it; it makes
     * sure that nothing of it waits for somebody who comes by.
     *
     * @throws KvException.Conflict where somebody may still be at some of it, all else is ended: to be tried again
     *     after some seconds
     */
    default void recover(PartitionId partition) {
        // an engine of one process does so when it is opened
    }

    /**
     * From now on sends to other processes what they commit for; before, and after they are gone, it does all itself.
     */
    default void join(KvPeers peers) {
        // an engine of one process has nobody to send to
    }

    /**
     * Does what the engine of another process asks for by {@link KvPeer#call}, and returns what that one gets back; a
     * message it does not understand is answered as refused, and nothing is done. Blocks for as long as a commit.
     *
     * @throws KvException.Unavailable where this engine takes none: nothing was done
     */
    default byte[] answer(byte[] message) {
        throw new KvException.Unavailable("This engine takes no messages of other processes", null);
    }

    /**
     * Reads whatever is stored and checks it against the checksums it was stored with.
     *
     * @param limit how many faults are told at most
     * @return what is damaged and where, for people; empty, too, for an engine without checksums of its own
     */
    default List<String> damage(int limit) {
        return List.of();
    }

    /** Waits for running commits, then releases everything. No call may follow. */
    @Override
    void close();
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What this engine asks of Cassandra: reads of one partition, and batches that are applied whole or not at all, where a
 * partition has the version they were made for. All else is built on these.
 */
interface Store extends AutoCloseable {
    /** How much a read of the engine's own rows sees. */
    enum Sight {
        /** All that was acknowledged. */
        QUORUM,
        /** The same; and what was under way is finished first. */
        SERIAL
    }

    /** What became of a batch. */
    enum Outcome {
        APPLIED,
        /** Another version was there: nothing happened. */
        REFUSED,
        /** It may have happened, or still happen. */
        UNKNOWN
    }

    /**
     * A row as it stands in Cassandra.
     *
     * @param row under the name of its user
     * @param value null where there is only an intent
     * @param intent a transaction that has prepared to change it; null for none
     */
    record Found(Bytes row, @Nullable Bytes value, @Nullable TransactionId intent) {}

    /** A row of the engine's own by its id. */
    record Own(Bytes id, Bytes value) {}

    /**
     * The version of a partition.
     *
     * @param stamp of the last commit; 0 where there was none
     * @param token of the group of commits that came last
     */
    record Version(long stamp, long token) {
        static final Version NONE = new Version(0, 0);
    }

    /** A row, or null where there is none. */
    @Nullable
    Found find(PartitionId partition, Bytes row, ReadMode mode);

    /** The rows there are of those named; one view of the partition. */
    List<Found> findMany(PartitionId partition, List<Bytes> rows, ReadMode mode);

    /**
     * The same by QUORUM, without a thread that waits for it.
     *
     * @return fails with a {@link KvException.Unavailable} where the partition cannot be read
     */
    CompletionStage<List<Found>> findSoon(PartitionId partition, List<Bytes> rows);

    /** The first rows of a range, by their names here; one view of the partition. */
    List<Found> page(
            PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards, int limit, ReadMode mode);

    /** A row of the engine's own; null where there is none. */
    byte @Nullable [] own(PartitionId partition, Rows.Kind kind, byte[] id, Sight sight);

    /** Rows of the engine's own, of one kind. */
    List<Own> allOwn(PartitionId partition, Rows.Kind kind, int limit);

    /** The version of a partition. */
    Version version(PartitionId partition, Sight sight);

    /**
     * Applies a batch, where its partition has the version it was made for.
     *
     * @throws KvException.Unavailable where it was refused as a whole: nothing happened, nor will
     */
    Outcome send(Batch batch);

    @Override
    void close();
}

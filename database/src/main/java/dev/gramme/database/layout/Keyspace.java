package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a row is, told by its first byte. Ids are never changed nor used again: new ones are added at the end. */
public enum Keyspace {
    /** In a table's partition: an item. */
    ITEM(1),
    /** In the system partition: the data key of the system partition, wrapped. */
    SYSTEM_KEY(2),
    /** In the system partition: numbers given out so far. */
    SEQUENCE(3),
    /** In the system partition: a table. */
    TABLE(4),
    /** In the system partition: who works on what. */
    LEASE(5),
    /** In the table's partition for a local index, in a partition of its own for a global one: an entry of an index. */
    INDEX_ENTRY(7),
    /** In the system partition: how far the backfill of an index has come. */
    BACKFILL(8),
    /** In the system partition: a transaction done under a client's request token. */
    REQUEST_TOKEN(9),
    /** In a table's partition: a change of an item, for streams. */
    CHANGE(10),
    /** In a table's partition: written again and again, for the stamp its commit is given. */
    FENCE(11),
    /** In the system partition: a stream. */
    STREAM(12),
    /** In a table's partition: an earlier version of an item. */
    HISTORY(13),
    /** In the system partition: a backup. */
    BACKUP(14),
    /** In the system partition: a restore that is going on. */
    RESTORE(15),
    /** In a table's partition: when an item expires. */
    EXPIRY(20),
    /** In the system partition: a mapping of a stream to a function. */
    MAPPING(21),
    /** In the system partition: how far a mapping has come in a shard. */
    MAPPING_PROGRESS(22),
    /** In the system partition: what is delivered to a Kinesis stream. */
    DELIVERY(24),
    /** In the system partition: how far a delivery has come in a partition. */
    DELIVERED(25),
    /** In the system partition: an access key. */
    ACCESS_KEY(26),
    /** In the system partition: an account. */
    ACCOUNT(27),
    /** In the system partition: a user, a group or a role. */
    IDENTITY(28),
    /** In the system partition: a managed policy. */
    MANAGED_POLICY(29),
    /** In the system partition: an OpenID Connect provider. */
    OIDC_PROVIDER(30),
    /** In the system partition: when an access key or a role was used last. */
    LAST_USE(31),
    /** In the system partition: a KMS key, without its material. */
    KMS_KEY(35),
    /** In the system partition: the material of a KMS key, wrapped. */
    KMS_MATERIAL(36),
    /** In the system partition: an alias of a KMS key. */
    KMS_ALIAS(37),
    /** In the system partition: a grant of a KMS key. */
    KMS_GRANT(38),
    /** In the system partition: the format of all the data. */
    FORMAT(39),
    /** In a partition that is being filled by a split: how far that has come. */
    SPLIT(40);

    /** The ids of rows that are written once, hardly read, and deleted after a while. */
    public static final Set<Byte> LOGS = Set.of(CHANGE.id, HISTORY.id);

    private static final int FIRST_BYTES = 256;
    private static final byte MARKER = 6;

    private final byte id;

    Keyspace(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    /** What a row is; null where this version knows no such rows. */
    public static @Nullable Keyspace of(Bytes row) {
        for (Keyspace keyspace : values()) {
            if (row.length() > 0 && row.array()[0] == keyspace.id) {
                return keyspace;
            }
        }
        return null;
    }

    /** Whether a row only marks an attempt at a commit, long decided. */
    public static boolean isMarker(Bytes row) {
        return row.length() > 0 && row.array()[0] == MARKER;
    }

    /**
     * All rows there can be in a partition, in stretches that lie together in every engine: each of logs or of none.
     */
    public static List<RowRange> stretches() {
        List<RowRange> stretches = new ArrayList<>();
        int from = 0;
        for (int first = 1; first <= FIRST_BYTES; first++) {
            if (first == FIRST_BYTES || LOGS.contains((byte) first) != LOGS.contains((byte) from)) {
                stretches.add(new RowRange(first(from), first == FIRST_BYTES ? null : first(first)));
                from = first;
            }
        }
        return List.copyOf(stretches);
    }

    private static Bytes first(int id) {
        return Bytes.of(new byte[] {(byte) id});
    }

    /** All its rows in a partition. */
    public RowRange rows() {
        return RowRange.startingWith(Bytes.of(new byte[] {id}));
    }
}

package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/** The rows of the system partition, and the markers of uncertain commits, which lie in any partition. */
public final class SystemRows {
    /** Where the catalog lies; tables' partitions are numbered from 1. */
    public static final PartitionId SYSTEM = new PartitionId(0);

    /** Of a cluster: where it is told who leads, and nothing else, so that no other server is needed to take over. */
    public static final PartitionId TENURE = new PartitionId(1L << 61);

    /** Where the partitions of request tokens begin; tables' never come so far. */
    private static final long FIRST_TOKEN_PARTITION = 1L << 62;

    private static final int TOKEN_PARTITIONS = 64;

    /** Partitions for nothing but request tokens, where commits of one partition bound what a cluster can do. */
    private static final List<PartitionId> TOKENS = LongStream.range(0, TOKEN_PARTITIONS)
            .mapToObj(number -> new PartitionId(FIRST_TOKEN_PARTITION + number))
            .toList();

    private SystemRows() {}

    /** The partitions of request tokens in a cluster. */
    public static List<PartitionId> tokenPartitions() {
        return TOKENS;
    }

    public static Key systemKey() {
        return new Key(SYSTEM, row(Keyspace.SYSTEM_KEY, ""));
    }

    /** The format of all the data. */
    public static Key format() {
        return new Key(SYSTEM, row(Keyspace.FORMAT, ""));
    }

    public static Key sequence(String name) {
        return new Key(SYSTEM, row(Keyspace.SEQUENCE, name));
    }

    public static Key lease(String worker) {
        return new Key(SYSTEM, row(Keyspace.LEASE, worker));
    }

    /** Who leads in a cluster. */
    public static Key tenure() {
        return new Key(TENURE, row(Keyspace.LEASE, "tenure"));
    }

    /** A table's row: account, region and name parted by slashes, which none of the three can hold. */
    public static Key table(String accountId, String region, String tableName) {
        return new Key(SYSTEM, row(Keyspace.TABLE, accountId + "/" + region + "/" + tableName));
    }

    /** Account, region and name of the table that a row is of. */
    public static List<String> ofTable(Bytes row) {
        byte[] bytes = row.array();
        return List.of(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8).split("/", 3));
    }

    /** How far the backfill of an index has come. */
    public static Key backfill(String tableId, int indexId) {
        return new Key(SYSTEM, row(Keyspace.BACKFILL, tableId + "/" + indexId));
    }

    /** How far the account of what expires in a table has come. */
    public static Key expiryBackfill(String tableId) {
        return new Key(SYSTEM, row(Keyspace.BACKFILL, tableId + "/expiry"));
    }

    /** How far the restoring of a table has come. */
    public static Key restoreProgress(String tableId) {
        return new Key(SYSTEM, row(Keyspace.BACKFILL, tableId + "/restore"));
    }

    /** A backup's row. */
    public static Key backup(String arn) {
        return new Key(SYSTEM, row(Keyspace.BACKUP, arn));
    }

    /** The row of a restore, by the id of the table that is being made. */
    public static Key restore(String tableId) {
        return new Key(SYSTEM, row(Keyspace.RESTORE, tableId));
    }

    /** A stream's row, by its table's account, region and name, and its own label. */
    public static Key stream(String accountId, String region, String tableName, String label) {
        return new Key(SYSTEM, row(Keyspace.STREAM, accountId + "/" + region + "/" + tableName + "/" + label));
    }

    /** The row of a mapping of a stream to a function. */
    public static Key mapping(String uuid) {
        return new Key(SYSTEM, row(Keyspace.MAPPING, uuid));
    }

    /** How far a mapping has come in a shard. */
    public static Key mappingProgress(String uuid, String shardId) {
        return new Key(SYSTEM, row(Keyspace.MAPPING_PROGRESS, uuid + "/" + shardId));
    }

    /** Whether a row tells of a mapping's progress in any shard. */
    public static boolean isProgressOf(Key key, String uuid) {
        byte[] start = row(Keyspace.MAPPING_PROGRESS, uuid + "/").array();
        byte[] row = key.row().array();
        return row.length > start.length && Arrays.equals(row, 0, start.length, start, 0, start.length);
    }

    /**
     * The row of a delivery to a Kinesis stream, by its table's account, region and name, and the label of its feed.
     */
    public static Key delivery(String accountId, String region, String tableName, String label) {
        return new Key(SYSTEM, row(Keyspace.DELIVERY, accountId + "/" + region + "/" + tableName + "/" + label));
    }

    /** How far a delivery has come in a partition. */
    public static Key delivered(String label, PartitionId partition) {
        return new Key(SYSTEM, row(Keyspace.DELIVERED, label + "/" + partition.number()));
    }

    /** How far a delivery has come, all partitions. */
    public static RowRange delivered(String label) {
        return RowRange.startingWith(row(Keyspace.DELIVERED, label + "/"));
    }

    /** The row of an access key. */
    public static Key accessKey(String id) {
        return new Key(SYSTEM, row(Keyspace.ACCESS_KEY, id));
    }

    /** An account's row. */
    public static Key account(String accountId) {
        return new Key(SYSTEM, row(Keyspace.ACCOUNT, accountId));
    }

    /** The row of a user, a group or a role. */
    public static Key identity(String accountId, String id) {
        return new Key(SYSTEM, row(Keyspace.IDENTITY, accountId + "/" + id));
    }

    /** The row of a managed policy. */
    public static Key managedPolicy(String accountId, String id) {
        return new Key(SYSTEM, row(Keyspace.MANAGED_POLICY, accountId + "/" + id));
    }

    /** The row of an OpenID Connect provider, by its URL without scheme. */
    public static Key oidcProvider(String accountId, String host) {
        return new Key(SYSTEM, row(Keyspace.OIDC_PROVIDER, accountId + "/" + host));
    }

    /** The row of a KMS key. */
    public static Key kmsKey(String id) {
        return new Key(SYSTEM, row(Keyspace.KMS_KEY, id));
    }

    /** The row of one of the materials of a KMS key, from 1. */
    public static Key kmsMaterial(String id, int version) {
        return new Key(SYSTEM, row(Keyspace.KMS_MATERIAL, id + "/" + version));
    }

    /** The row of a grant of a KMS key. */
    public static Key kmsGrant(String id) {
        return new Key(SYSTEM, row(Keyspace.KMS_GRANT, id));
    }

    /** The row of an alias, by the SHA-256 of its ARN: users choose the names. */
    public static Key kmsAlias(String arn) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
            return new Key(SYSTEM, row(Keyspace.KMS_ALIAS, HexFormat.of().formatHex(digest)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    /** When an access key or a role was used last. */
    public static Key lastUse(String id) {
        return new Key(SYSTEM, row(Keyspace.LAST_USE, id));
    }

    /**
     * The row of a client's request token.
     *
     * @param partition the system partition, or one of {@link #tokenPartitions}
     * @param period which stretch of time it belongs to, so that old ones can be trimmed together
     * @param digest of account, region and token
     */
    public static Key requestToken(PartitionId partition, long period, byte[] digest) {
        byte[] row = ByteBuffer.allocate(1 + 8 + digest.length)
                .put(Keyspace.REQUEST_TOKEN.id())
                .putLong(period)
                .put(digest)
                .array();
        return new Key(partition, Bytes.of(row));
    }

    /** All request tokens of earlier periods. */
    public static RowRange requestTokensBefore(long period) {
        byte[] from = {Keyspace.REQUEST_TOKEN.id()};
        byte[] to = ByteBuffer.allocate(1 + 8)
                .put(Keyspace.REQUEST_TOKEN.id())
                .putLong(period)
                .array();
        return new RowRange(Bytes.of(from), Bytes.of(to));
    }

    private static Bytes row(Keyspace keyspace, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] row = new byte[1 + utf8.length];
        row[0] = keyspace.id();
        System.arraycopy(utf8, 0, row, 1, utf8.length);
        return Bytes.of(row);
    }
}

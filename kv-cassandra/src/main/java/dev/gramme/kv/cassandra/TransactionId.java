package dev.gramme.kv.cassandra;

import dev.gramme.kv.PartitionId;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A transaction over several partitions.
 *
 * @param home the partition where it is decided
 */
record TransactionId(PartitionId home, UUID id) {
    static final int BYTES = 3 * Long.BYTES;

    static TransactionId random(PartitionId home) {
        return new TransactionId(home, UUID.randomUUID());
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putLong(home.number())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static TransactionId decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new TransactionId(new PartitionId(buffer.getLong()), new UUID(buffer.getLong(), buffer.getLong()));
    }
}

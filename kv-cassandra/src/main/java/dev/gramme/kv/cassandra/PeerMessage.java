package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks the one that commits for a partition: one byte each for format and kind, eight for the partition,
 * then the work.
 *
 * @param work null where a transaction begins and asks for the stamp of now
 */
record PeerMessage(PartitionId partition, @Nullable Work work) {
    /** More than any transaction: its rows may be named once more among those it touches. */
    static final int MAX_BYTES = 2 * CassandraEngine.LIMITS.maxTransactionBytes();

    private static final byte FORMAT = 1;
    private static final byte ENTER = 1;
    private static final byte WRITE = 2;
    private static final byte PREPARE = 3;
    private static final byte END = 4;
    private static final byte FORGET = 5;

    byte[] encode() {
        return switch (work) {
            case null -> encode(ENTER);
            case Work.Write write -> encode(WRITE, encode(write.basis), encode(write.decision), write.writes.encode(0));
            case Work.Prepare prepare -> encode(PREPARE, encode(prepare.basis), prepare.id.encode(), prepare.encoded);
            case Work.End end -> encode(END, end.id.encode(), flags(end.committed, end.seen));
            case Work.Forget forget -> encode(FORGET, forget.id.encode());
        };
    }

    private byte[] encode(byte kind, byte[]... parts) {
        int size = 2 + Long.BYTES;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(FORMAT).put(kind).putLong(partition.number());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    private static byte[] encode(Basis basis) {
        if (!(basis instanceof Basis.Foreign(var id, var asOf))) {
            throw new IllegalArgumentException("what was read in an epoch of a line is committed by that line");
        }
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(asOf)
                .array();
    }

    private static byte[] encode(Work.@Nullable Decision decision) {
        if (decision == null) {
            return flags(false);
        }
        List<PartitionId> others = decision.others();
        ByteBuffer out = ByteBuffer.allocate(1 + TransactionId.BYTES + Integer.BYTES + others.size() * Long.BYTES);
        out.put(flags(true)).put(decision.id().encode()).putInt(others.size());
        others.forEach(other -> out.putLong(other.number()));
        return out.array();
    }

    private static byte[] flags(boolean... set) {
        byte[] flags = new byte[set.length];
        for (int number = 0; number < set.length; number++) {
            flags[number] = (byte) (set[number] ? 1 : 0);
        }
        return flags;
    }

    /** @throws KvException.Corrupt where it is none that this version understands, to the last byte */
    static PeerMessage decode(byte[] encoded) {
        try {
            ByteBuffer in = ByteBuffer.wrap(encoded);
            if (encoded.length > MAX_BYTES || in.get() != FORMAT) {
                throw new KvException.Corrupt("A message of another process has a format unknown here", null);
            }
            byte kind = in.get();
            PartitionId partition = new PartitionId(in.getLong());
            Work work = switch (kind) {
                case ENTER -> null;
                case WRITE -> write(basis(in), decision(in), rest(in));
                case PREPARE -> prepare(basis(in), transaction(in), rest(in));
                case END -> new Work.End(transaction(in), flag(in), flag(in));
                case FORGET -> new Work.Forget(transaction(in));
                default -> throw new KvException.Corrupt("A message of another process is of an unknown kind", null);
            };
            if (in.hasRemaining()) {
                throw new KvException.Corrupt("A message of another process is followed by something else", null);
            }
            return new PeerMessage(partition, work);
        } catch (BufferUnderflowException e) {
            throw new KvException.Corrupt("A message of another process is cut off", e);
        }
    }

    private static Work.Write write(Basis basis, Work.@Nullable Decision decision, byte[] encoded) {
        return new Work.Write(basis, PartitionWrites.decode(encoded), decision);
    }

    private static Work.Prepare prepare(Basis basis, TransactionId id, byte[] encoded) {
        return new Work.Prepare(basis, id, PartitionWrites.decode(encoded), encoded);
    }

    private static Basis.Foreign basis(ByteBuffer in) {
        return new Basis.Foreign(new UUID(in.getLong(), in.getLong()), in.getLong());
    }

    private static TransactionId transaction(ByteBuffer in) {
        byte[] id = new byte[TransactionId.BYTES];
        in.get(id);
        return TransactionId.decode(id);
    }

    private static boolean flag(ByteBuffer in) {
        return switch (in.get()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new KvException.Corrupt("A message of another process is damaged", null);
        };
    }

    private static Work.@Nullable Decision decision(ByteBuffer in) {
        if (!flag(in)) {
            return null;
        }
        TransactionId id = transaction(in);
        List<PartitionId> others = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            others.add(new PartitionId(in.getLong()));
        }
        return new Work.Decision(id, List.copyOf(others));
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}

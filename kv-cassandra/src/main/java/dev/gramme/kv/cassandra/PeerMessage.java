package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks the one that commits for a partition: one byte each for format and kind, eight for the partition,
 * then what it asks.
 */
record PeerMessage(PartitionId partition, Asked asked) {
    /** What is asked. */
    sealed interface Asked {}

    /**
     * A transaction begins here, and asks for the stamp of now.
     *
     * @param work its id
     * @param reserved a row that it is going to read first, and wants to have for itself for a moment; null for none
     */
    record Enter(UUID work, @Nullable Bytes reserved) implements Asked {}

    /** A transaction that began here has ended without a work: what it has reserved is free. */
    record Leave(UUID work) implements Asked {}

    /** A work is to be done. */
    record Run(Work work) implements Asked {}

    /** More than any transaction: its rows may be named once more among those it touches. */
    static final int MAX_BYTES = 2 * CassandraEngine.LIMITS.maxTransactionBytes();

    private static final byte FORMAT = 1;
    private static final byte ENTER = 1;
    private static final byte WRITE = 2;
    private static final byte PREPARE = 3;
    private static final byte END = 4;
    private static final byte FORGET = 5;
    private static final byte LEAVE = 6;

    byte[] encode() {
        return switch (asked) {
            case Enter enter -> encode(ENTER, encode(enter.work), encode(enter.reserved));
            case Leave leave -> encode(LEAVE, encode(leave.work));
            case Run run -> encode(run.work);
        };
    }

    private byte[] encode(Work work) {
        return switch (work) {
            case Work.Write write ->
                encode(WRITE, encode(write.basis), encode(write.read), encode(write.decision), write.writes.encode(0));
            case Work.Prepare prepare ->
                encode(PREPARE, encode(prepare.basis), encode(prepare.read), prepare.id.encode(), prepare.encoded);
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
        return ByteBuffer.allocate(3 * Long.BYTES).put(encode(id)).putLong(asOf).array();
    }

    private static byte[] encode(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] encode(@Nullable Bytes row) {
        return row == null ? flags(false) : Bytes.of(flags(true)).concat(row).array();
    }

    private static byte[] encode(Set<Bytes> rows) {
        int size = Integer.BYTES;
        for (Bytes row : rows) {
            size += Integer.BYTES + row.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(rows.size());
        rows.forEach(row -> out.putInt(row.length()).put(row.array()));
        return out.array();
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
            Asked asked = switch (kind) {
                case ENTER -> new Enter(id(in), flag(in) ? Bytes.of(bytes(in, in.remaining())) : null);
                case WRITE -> new Run(write(basis(in), rows(in), decision(in), in));
                case PREPARE -> new Run(prepare(basis(in), rows(in), transaction(in), in));
                case END -> new Run(new Work.End(transaction(in), flag(in), flag(in)));
                case FORGET -> new Run(new Work.Forget(transaction(in)));
                case LEAVE -> new Leave(id(in));
                default -> throw new KvException.Corrupt("A message of another process is of an unknown kind", null);
            };
            if (in.hasRemaining()) {
                throw new KvException.Corrupt("A message of another process is followed by something else", null);
            }
            return new PeerMessage(partition, asked);
        } catch (BufferUnderflowException e) {
            throw new KvException.Corrupt("A message of another process is cut off", e);
        }
    }

    private static Work.Write write(Basis basis, Set<Bytes> read, Work.@Nullable Decision decision, ByteBuffer in) {
        return new Work.Write(basis, PartitionWrites.decode(bytes(in, in.remaining())), read, decision);
    }

    private static Work.Prepare prepare(Basis basis, Set<Bytes> read, TransactionId id, ByteBuffer in) {
        byte[] encoded = bytes(in, in.remaining());
        return new Work.Prepare(basis, PartitionWrites.decode(encoded), read, id, encoded);
    }

    private static Basis.Foreign basis(ByteBuffer in) {
        return new Basis.Foreign(id(in), in.getLong());
    }

    private static UUID id(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static Set<Bytes> rows(ByteBuffer in) {
        Set<Bytes> rows = new LinkedHashSet<>();
        for (int left = in.getInt(); left > 0; left--) {
            rows.add(Bytes.of(bytes(in, in.getInt())));
        }
        return rows;
    }

    /** @throws BufferUnderflowException where there are not as many, however many are asked for */
    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static TransactionId transaction(ByteBuffer in) {
        return TransactionId.decode(bytes(in, TransactionId.BYTES));
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
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeer;
import dev.gramme.kv.KvPeers;
import dev.gramme.kv.PartitionId;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where works are done: by this process's own line of their partition, or by the process that commits for it. Only
 * speed rests on which: several that write to one partition are rivals, and right. Start at {@link #enter}.
 */
final class Routes {
    private final Lines lines;
    private final LongSupplier tokens;
    private final long aloneNanos;
    private volatile KvPeers peers = partition -> null;

    /**
     * How a transaction came into a partition.
     *
     * @param peer does its works; null for the line of this process
     */
    record Entry(Basis basis, @Nullable KvPeer peer) {}

    /** @param aloneNanos for how long this process writes by itself where another cannot be reached */
    Routes(Lines lines, LongSupplier tokens, long aloneNanos) {
        this.lines = lines;
        this.tokens = tokens;
        this.aloneNanos = aloneNanos;
    }

    void join(KvPeers others) {
        peers = others;
    }

    /** Who commits for a partition, where that is not this process. */
    @Nullable
    KvPeer peer(PartitionId partition) {
        KvPeer peer = peers.of(partition);
        return peer == null || lines.of(partition).isAlone() ? null : peer;
    }

    /**
     * Before a transaction reads anything of a partition.
     *
     * @throws KvException.Unavailable where the partition cannot be read
     */
    Entry enter(PartitionId partition) {
        KvPeer peer = peer(partition);
        PeerAnswer answer = peer == null ? null : ask(peer, partition, null);
        if (answer == null) {
            return new Entry(lines.of(partition).enter(), null);
        }
        UUID id = new UUID(tokens.getAsLong(), tokens.getAsLong());
        return new Entry(new Basis.Foreign(id, answer.stampOrThrow()), peer);
    }

    /** Asks for what does no harm if it is done twice; null where the other process cannot be reached. */
    private @Nullable PeerAnswer ask(KvPeer peer, PartitionId partition, @Nullable Work work) {
        try {
            PeerAnswer answer = PeerAnswer.decode(peer.call(new PeerMessage(partition, work).encode()));
            if (answer.kind() != PeerAnswer.Kind.REFUSED) {
                return answer;
            }
        } catch (KvException.Unavailable | KvException.Uncertain e) {
            // whoever it is, this process can do without
        }
        lines.of(partition).goAlone(aloneNanos);
        return null;
    }

    /** Does a work where its transaction came in, and waits for it; returns the stamp it was given. */
    long run(PartitionId partition, Entry entry, Work.Guarded work) {
        KvPeer peer = entry.peer();
        if (peer == null || !(work.basis instanceof Basis.Foreign(var id, var asOf))) {
            return lines.of(partition).run(work);
        }
        try {
            PeerAnswer answer = PeerAnswer.decode(call(peer, new PeerMessage(partition, work)));
            work.blockedBy = answer.blockedBy();
            if (answer.kind() == PeerAnswer.Kind.REFUSED) {
                throw unreachable(partition);
            }
            return answer.stampOrThrow();
        } catch (KvException.Uncertain e) {
            work.doubt(new Work.Doubtful.Sent(id, asOf));
            throw e;
        }
    }

    private byte[] call(KvPeer peer, PeerMessage message) {
        try {
            return peer.call(message.encode());
        } catch (KvException.Unavailable e) {
            throw unreachable(message.partition());
        }
    }

    /** Begun anew, the transaction is done by this process. */
    private KvException unreachable(PartitionId partition) {
        lines.of(partition).goAlone(aloneNanos);
        return new KvException.Conflict("Whoever commits for this partition cannot be reached");
    }

    /** Ends a transaction that is decided, in one of its partitions; returns the stamp where it was done only now. */
    long end(PartitionId partition, Work.End work) {
        return runAnywhere(partition, work);
    }

    /** Forgets a decision. */
    void forget(TransactionId id) {
        runAnywhere(id.home(), new Work.Forget(id));
    }

    private long runAnywhere(PartitionId partition, Work work) {
        KvPeer peer = peer(partition);
        PeerAnswer answer = peer == null ? null : ask(peer, partition, work);
        return answer == null ? lines.of(partition).run(work) : answer.stampOrThrow();
    }

    /** Does what another process asks for. */
    byte[] answer(byte[] message) {
        PeerMessage asked;
        try {
            asked = PeerMessage.decode(message);
        } catch (KvException.Corrupt e) {
            return PeerAnswer.refused(e).encode();
        }
        Line line = lines.of(asked.partition());
        Work work = asked.work();
        try {
            return PeerAnswer.done(work == null ? line.enterFromOutside() : line.runFromOutside(work))
                    .encode();
        } catch (KvException e) {
            TransactionId blocking = work instanceof Work.Guarded guarded ? guarded.blockedBy : null;
            return PeerAnswer.failed(e, blocking).encode();
        }
    }
}

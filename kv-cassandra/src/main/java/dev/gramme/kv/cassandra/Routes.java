package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
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
    private final Reservations reservations;
    private final Contended contended = new Contended();
    private final LongSupplier tokens;
    private final long aloneNanos;
    private volatile KvPeers peers = partition -> null;

    /**
     * How a transaction came into a partition.
     *
     * @param peer does its works; null for the line of this process
     * @param first the row that it reads first; null for none
     * @param reserved whether that is held for it there
     */
    record Entry(
            Basis basis, @Nullable KvPeer peer, @Nullable Bytes first, boolean reserved) {}

    /** @param aloneNanos for how long this process writes by itself where another cannot be reached */
    Routes(Lines lines, Reservations reservations, LongSupplier tokens, long aloneNanos) {
        this.lines = lines;
        this.reservations = reservations;
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
     * @param first the row that it is going to read first; null for none
     * @throws KvException.Unavailable where the partition cannot be read
     */
    Entry enter(PartitionId partition, @Nullable Bytes first) {
        KvPeer peer = peer(partition);
        Line line = lines.of(partition);
        if (peer == null) {
            return new Entry(line.enter(), null, first, false);
        }
        UUID id = new UUID(tokens.getAsLong(), tokens.getAsLong());
        boolean late = first != null && contended.contains(new Key(partition, first));
        long heard = line.heard();
        if (heard != 0 && !late) {
            // older than now, but right: what was written since is only taken for too late
            return new Entry(new Basis.Foreign(id, heard), peer, first, false);
        }
        PeerAnswer answer = ask(peer, partition, new PeerMessage.Enter(id, late ? first : null));
        if (answer == null) {
            return new Entry(line.enter(), null, first, false);
        }
        long asOf = answer.stampOrThrow();
        line.hear(asOf);
        return new Entry(new Basis.Foreign(id, asOf), peer, first, late);
    }

    /** Asks for what does no harm if it is done twice; null where the other process cannot be reached. */
    private @Nullable PeerAnswer ask(KvPeer peer, PartitionId partition, PeerMessage.Asked asked) {
        try {
            PeerAnswer answer = PeerAnswer.decode(peer.call(new PeerMessage(partition, asked).encode()));
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
            PeerAnswer answer = PeerAnswer.decode(call(peer, new PeerMessage(partition, new PeerMessage.Run(work))));
            work.blockedBy = answer.blockedBy();
            if (answer.kind() == PeerAnswer.Kind.REFUSED) {
                throw unreachable(partition);
            }
            if (answer.kind() == PeerAnswer.Kind.CONFLICT) {
                cameTooLate(partition, entry.first());
            } else if (answer.known() != 0) {
                lines.of(partition).hear(answer.known());
            }
            return answer.stampOrThrow();
        } catch (KvException.Uncertain e) {
            work.doubt(new Work.Doubtful.Sent(id, asOf));
            throw e;
        }
    }

    private void cameTooLate(PartitionId partition, @Nullable Bytes first) {
        lines.of(partition).forgetHeard();
        if (first != null) {
            contended.add(new Key(partition, first));
        }
    }

    /** Tells, without waiting for it, that a transaction does nothing more where it came in. */
    void leave(PartitionId partition, Entry entry) {
        KvPeer peer = entry.peer();
        if (entry.reserved() && peer != null && entry.basis() instanceof Basis.Foreign(var id, var asOf)) {
            Thread.ofVirtual().name("gramme-leave").start(() -> {
                try {
                    peer.call(new PeerMessage(partition, new PeerMessage.Leave(id)).encode());
                } catch (KvException e) {
                    // what it holds is free in a moment anyway
                }
            });
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
        PeerAnswer answer = peer == null ? null : ask(peer, partition, new PeerMessage.Run(work));
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
        return switch (asked.asked()) {
            case PeerMessage.Enter enter -> answer(asked.partition(), enter);
            case PeerMessage.Leave leave -> {
                reservations.release(leave.work());
                yield PeerAnswer.done(0, 0).encode();
            }
            case PeerMessage.Run(var work) -> answer(asked.partition(), work);
        };
    }

    private byte[] answer(PartitionId partition, PeerMessage.Enter enter) {
        try {
            Bytes row = enter.reserved();
            if (row != null) {
                // before the stamp is taken: what was written while it waited is not in its way
                reservations.take(enter.work(), new Key(partition, row));
            }
            long asOf = lines.of(partition).enterFromOutside();
            return PeerAnswer.done(asOf, asOf).encode();
        } catch (KvException e) {
            reservations.release(enter.work());
            return PeerAnswer.failed(e, null).encode();
        }
    }

    private byte[] answer(PartitionId partition, Work work) {
        Work.Guarded guarded = work instanceof Work.Guarded one ? one : null;
        try {
            Line line = lines.of(partition);
            return PeerAnswer.done(line.runFromOutside(work), line.known()).encode();
        } catch (KvException e) {
            return PeerAnswer.failed(e, guarded == null ? null : guarded.blockedBy)
                    .encode();
        } finally {
            if (guarded != null && guarded.basis instanceof Basis.Foreign(var id, var asOf)) {
                reservations.release(id);
            }
        }
    }
}

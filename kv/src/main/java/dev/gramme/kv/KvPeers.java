package dev.gramme.kv;

import org.jspecify.annotations.Nullable;

/** Other processes that have the same store open. */
@FunctionalInterface
public interface KvPeers {
    /**
     * Who commits for a partition; null where this process does, or nobody is known. Only speed rests on the answer:
     * processes may have different opinions, and change them at any time.
     */
    @Nullable
    KvPeer of(PartitionId partition);
}

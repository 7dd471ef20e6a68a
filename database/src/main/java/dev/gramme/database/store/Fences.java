package dev.gramme.database.store;

import dev.gramme.database.layout.ChangeRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.List;
import java.util.Map;

/** Parts what was written to partitions before from what is written later, by the stamp of a commit of its own. */
public final class Fences {
    private static final int ATTEMPTS = 10;

    private final KvEngine engine;

    public Fences(KvEngine engine) {
        this.engine = engine;
    }

    /**
     * Sets a fence.
     *
     * @return for each partition a stamp: whatever was committed in it before this call has a smaller one, whatever is
     *     committed after it returned has a greater one
     */
    public Map<PartitionId, Long> set(List<PartitionId> partitions) {
        for (int attempt = 1; ; attempt++) {
            try (KvTransaction transaction = engine.begin()) {
                partitions.forEach(partition -> transaction.put(ChangeRows.fence(partition), Bytes.EMPTY));
                return transaction.commit().stamps();
            } catch (KvException.Conflict | KvException.Uncertain e) {
                // One fence more does no harm.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}

package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine that changes nothing: commits are refused, and transactions that were left half done stay so and are read
 * as what they came to.
 */
final class ReadingEngine extends ForwardingEngine {
    ReadingEngine(KvEngine engine) {
        super(engine);
    }

    private static KvException refused() {
        return new KvException.Unavailable("The store was opened to be read only", null);
    }

    @Override
    public KvTransaction begin() {
        return new Reading(super.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        return new Reading(super.begin(home));
    }

    @Override
    public void recover(PartitionId partition) {
        throw refused();
    }

    /** Reading for update would end what is left half done; nobody writes meanwhile, so reading is enough. */
    private final class Reading extends ForwardingTransaction {
        Reading(KvTransaction transaction) {
            super(transaction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            return ReadingEngine.this.get(key, ReadMode.STRONG);
        }

        @Override
        public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
            return ReadingEngine.this.getAll(keys, ReadMode.STRONG);
        }

        @Override
        public Commit commit() {
            throw refused();
        }
    }
}

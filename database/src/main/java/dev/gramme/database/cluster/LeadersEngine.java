package dev.gramme.database.cluster;

import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;

/** The leader's engine: tells the other servers of each change of the catalog before it is seen by anybody here. */
public final class LeadersEngine extends ForwardingEngine {
    private final CatalogLog log;
    private final Members members;

    public LeadersEngine(KvEngine engine, CatalogLog log, Members members) {
        super(engine);
        this.log = log;
        this.members = members;
    }

    @Override
    public KvTransaction begin() {
        return new Noted(super.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        return home.equals(SystemRows.SYSTEM) ? new Noted(super.begin(home)) : super.begin(home);
    }

    /** Notes what it writes to the catalog. */
    private final class Noted extends ForwardingTransaction {
        private final List<Bytes> rows = new ArrayList<>(0);

        Noted(KvTransaction transaction) {
            super(transaction);
        }

        private void note(Key key) {
            if (key.partition().equals(SystemRows.SYSTEM) && CatalogLog.isKept(key.row())) {
                rows.add(key.row());
            }
        }

        @Override
        public void put(Key key, Bytes value) {
            note(key);
            super.put(key, value);
        }

        @Override
        public void delete(Key key) {
            note(key);
            super.delete(key);
        }

        @Override
        public Commit commit() {
            if (rows.isEmpty()) {
                return super.commit();
            }
            try {
                return super.commit();
            } finally {
                // also where nobody knows whether it has happened: a row that did not change is read once more
                members.awaitKnown(log.add(rows));
            }
        }
    }
}

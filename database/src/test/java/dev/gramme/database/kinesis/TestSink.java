package dev.gramme.database.kinesis;

import dev.gramme.database.cases.CaseFile;
import dev.gramme.database.testing.Client;
import dev.gramme.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A sink in memory that fails as it is told to. */
final class TestSink implements Sink {
    private final boolean keepsOrder;
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    /** Why nothing is taken; null where it is. */
    volatile @Nullable SinkException down;

    volatile @Nullable SinkException checkFails;
    /** Whether the n-th record ever given is refused. */
    volatile IntPredicate refuses = n -> false;

    private int given;

    static SinkException refused() {
        return new SinkException("Connection refused", false);
    }

    TestSink(boolean keepsOrder) {
        this.keepsOrder = keepsOrder;
    }

    @Override
    public boolean keepsOrder() {
        return keepsOrder;
    }

    @Override
    public void check(String streamArn) throws SinkException {
        if (checkFails != null) {
            throw checkFails;
        }
    }

    @Override
    public synchronized List<@Nullable String> deliver(String streamArn, List<Entry> entries) throws SinkException {
        if (down != null) {
            throw down;
        }
        List<@Nullable String> refusals = new ArrayList<>();
        Set<String> items = new HashSet<>();
        for (Entry entry : entries) {
            if (!items.add(entry.partitionKey()) && !keepsOrder) {
                throw new IllegalStateException("Two changes of an item in one batch");
            }
            given++;
            boolean refused = refuses.test(given);
            refusals.add(refused ? "ProvisionedThroughputExceededException: Rate exceeded" : null);
            if (!refused) {
                records.add(Client.map(CaseFile.tree(new JsonReader(entry.data()))));
            }
        }
        batches.add(entries.size());
        return refusals;
    }

    synchronized List<Map<String, Object>> records() {
        return List.copyOf(records);
    }

    synchronized int size() {
        return records.size();
    }

    synchronized int batches() {
        return batches.size();
    }
}

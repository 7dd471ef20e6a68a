package dev.gramme.acceptance.kill;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares everything the server holds with what the ledgers allow, by Scan and by GetItem. */
public final class Auditor {
    /** Counters as the last audit found them. */
    private final Map<String, Long> totals = new HashMap<>();

    /**
     * What an audit found.
     *
     * @param inDoubt items whose last write was never answered
     * @param happened those of them where it had been done
     */
    public record Finding(long acknowledged, int items, int inDoubt, int happened, List<String> faults) {
        @Override
        public String toString() {
            return acknowledged + " acknowledged, " + items + " items, " + inDoubt + " in doubt (" + happened
                    + " done), faults " + faults;
        }
    }

    public Finding audit(ApiConnection connection, List<Ledger> ledgers) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, Map<String, Object>> found = scan(connection);
        int items = found.size();
        counters(found, ledgers, faults);
        int inDoubt = 0;
        int happened = 0;
        long acknowledged = 0;
        for (Ledger ledger : ledgers) {
            acknowledged += ledger.takeAcknowledgements();
            for (String key : ledger.keys()) {
                Map<String, Object> item = found.remove(key);
                if (!get(connection, key).equals(item == null ? Map.of() : item)) {
                    faults.add(key + ": GetItem and Scan differ");
                }
                int version = item == null ? Ledger.ABSENT : Content.version(item);
                if (!ledger.allows(key, version)) {
                    faults.add(key + ": version " + version + " instead of " + ledger.expected(key));
                } else if (item != null && !Content.isWhole(item, key, version)) {
                    faults.add(key + ": version " + version + " is not whole");
                }
                if (ledger.isInDoubt(key)) {
                    inDoubt++;
                    happened += ledger.version(key) == version ? 0 : 1;
                }
                ledger.settle(key, version);
            }
        }
        found.keySet().forEach(key -> faults.add(key + ": nobody wrote it"));
        return new Finding(acknowledged, items, inDoubt, happened, faults);
    }

    private void counters(Map<String, Map<String, Object>> found, List<Ledger> ledgers, List<String> faults) {
        Map<String, long[]> bounds = new HashMap<>();
        totals.forEach((counter, total) -> bounds.put(counter, new long[] {total, total}));
        for (Ledger ledger : ledgers) {
            ledger.sums().forEach((counter, sum) -> {
                long[] bound = bounds.computeIfAbsent(counter, absent -> new long[2]);
                bound[0] += sum.acknowledged();
                bound[1] += sum.acknowledged() + sum.unknown();
            });
            ledger.settleSums();
        }
        bounds.forEach((counter, bound) -> {
            Map<String, Object> item = found.remove(counter);
            long total = item == null
                    ? 0
                    : Long.parseLong(
                            String.valueOf(Json.object(item.get("hits")).get("N")));
            if (total < bound[0] || total > bound[1]) {
                faults.add(counter + ": " + total + " instead of " + bound[0] + " to " + bound[1]);
            }
            totals.put(counter, total);
        });
    }

    private static Map<String, Object> get(ApiConnection connection, String key) throws IOException {
        String answer = connection.call(
                "GetItem",
                "{\"TableName\":\"" + Writer.TABLE + "\",\"ConsistentRead\":true,\"Key\":{\"pk\":" + Json.s(key)
                        + "}}");
        Object item = Json.object(Json.parse(answer)).get("Item");
        return item == null ? Map.of() : Json.object(item);
    }

    private static Map<String, Map<String, Object>> scan(ApiConnection connection) throws IOException {
        Map<String, Map<String, Object>> found = new HashMap<>();
        Object start = "";
        while (start != null) {
            String from = start.equals("") ? "" : ",\"ExclusiveStartKey\":{\"pk\":" + Json.s((String) start) + "}";
            Map<String, Object> page = Json.object(Json.parse(connection.call(
                    "Scan", "{\"TableName\":\"" + Writer.TABLE + "\",\"ConsistentRead\":true" + from + "}")));
            for (Object element : Json.array(page.get("Items"))) {
                Map<String, Object> item = Json.object(element);
                found.put((String) Json.object(item.get("pk")).get("S"), item);
            }
            Object last = page.get("LastEvaluatedKey");
            start = last == null
                    ? null
                    : Json.object(Json.object(last).get("pk")).get("S");
        }
        return found;
    }
}

package dev.gramme.database.trigger;

import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Functions that keep what they were called with; their behaviour can be chosen. */
final class RecordingFunctions implements Functions {
    /** Of each call its records. */
    final List<List<Map<String, Object>>> calls = Collections.synchronizedList(new ArrayList<>());

    private volatile Function<List<Map<String, Object>>, Invocation> behaviour = _ -> new Invocation.Answered(null);

    void behave(Function<List<Map<String, Object>>, Invocation> chosen) {
        behaviour = chosen;
    }

    @Override
    public boolean exists(String name) {
        return name.equals("orders") || name.equals("others");
    }

    @Override
    public Invocation invoke(String name, byte[] event) {
        Map<String, Object> tree = Client.map(Objects.requireNonNull(JsonTree.parse(event)));
        List<Map<String, Object>> records = Client.maps(tree.get("Records"));
        Invocation answer = behaviour.apply(records);
        calls.add(records);
        return answer;
    }

    /** All records of all calls, in the order of the calls. */
    List<Map<String, Object>> records() {
        synchronized (calls) {
            return calls.stream().flatMap(List::stream).toList();
        }
    }

    static Map<String, Object> change(Map<String, Object> record) {
        return Client.map(record.get("dynamodb"));
    }

    /** An attribute of the new image of a record, as its only member. */
    static Object value(Map<String, Object> record, String name) {
        Map<String, Object> image = Client.map(change(record).get("NewImage"));
        return Client.map(image.get(name)).values().iterator().next();
    }

    static String key(Map<String, Object> record) {
        return (String)
                Client.map(Client.map(change(record).get("Keys")).get("k")).get("S");
    }

    static String number(Map<String, Object> record) {
        return (String) change(record).get("SequenceNumber");
    }
}

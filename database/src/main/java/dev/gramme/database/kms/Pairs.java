package dev.gramme.database.kms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values as the records of keys and grants keep them: one behind the other in a list. */
final class Pairs {
    private Pairs() {}

    static List<String> list(Map<String, String> pairs) {
        List<String> list = new ArrayList<>();
        pairs.forEach((name, value) -> {
            list.add(name);
            list.add(value);
        });
        return list;
    }

    static Map<String, String> map(List<String> list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int at = 0; at + 1 < list.size(); at += 2) {
            pairs.put(list.get(at), list.get(at + 1));
        }
        return pairs;
    }
}

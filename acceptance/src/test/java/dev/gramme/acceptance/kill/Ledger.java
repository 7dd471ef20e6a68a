package dev.gramme.acceptance.kill;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one writer has sent, and what became of it. Every item has one writer, so between two audits an item is in the
 * state last acknowledged or, where the answer to one write never came, in the state that write would have made. Used
 * by one thread at a time.
 */
public final class Ledger {
    /** The version of an item that is not there. */
    public static final int ABSENT = -1;

    /** The answers about one item: the version acknowledged last, and the one sent last. */
    private static final class Entry {
        private int acknowledged = ABSENT;
        private int sent = ABSENT;
        private int highest;
    }

    /** What was added to one counter since the last audit. */
    static final class Sum {
        private long acknowledged;
        private long unknown;

        void acknowledge() {
            acknowledged++;
            unknown--;
        }

        long acknowledged() {
            return acknowledged;
        }

        long unknown() {
            return unknown;
        }
    }

    private final String writer;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Sum> sums = new HashMap<>();
    private long acknowledgements;

    public Ledger(String writer) {
        this.writer = writer;
    }

    String writer() {
        return writer;
    }

    /** Notes that a write of the next version of an item is sent, and returns that version. */
    int sendNext(String key) {
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry());
        entry.sent = ++entry.highest;
        return entry.sent;
    }

    void sendDelete(String key) {
        entries.computeIfAbsent(key, absent -> new Entry()).sent = ABSENT;
    }

    void acknowledge(String key) {
        Entry entry = entries.get(key);
        entry.acknowledged = entry.sent;
        acknowledgements++;
    }

    /** The version an item certainly has now; asked only while no write of it is under way. */
    int version(String key) {
        Entry entry = entries.get(key);
        return entry == null ? ABSENT : entry.acknowledged;
    }

    Sum sendAddition(String counter) {
        Sum sum = sums.computeIfAbsent(counter, absent -> new Sum());
        sum.unknown++;
        return sum;
    }

    Map<String, Sum> sums() {
        return sums;
    }

    Iterable<String> keys() {
        return entries.keySet();
    }

    /** Whether an item may be in this version. */
    boolean allows(String key, int version) {
        Entry entry = entries.get(key);
        return entry != null && (version == entry.acknowledged || version == entry.sent);
    }

    String expected(String key) {
        Entry entry = entries.get(key);
        return entry == null ? "nothing" : "version " + entry.acknowledged + " or " + entry.sent;
    }

    boolean isInDoubt(String key) {
        Entry entry = entries.get(key);
        return entry.acknowledged != entry.sent;
    }

    /** An audit has found an item in this version: there is no doubt left. */
    void settle(String key, int version) {
        Entry entry = entries.get(key);
        entry.acknowledged = version;
        entry.sent = version;
    }

    void settleSums() {
        sums.clear();
    }

    long takeAcknowledgements() {
        long count = acknowledgements;
        acknowledgements = 0;
        return count;
    }
}

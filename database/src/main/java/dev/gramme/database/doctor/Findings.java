package dev.gramme.database.doctor;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is found; only so much of it is kept, however much there is. */
final class Findings {
    /** Faults told, and notes: what is wrong everywhere is told often enough by then. */
    static final int MOST = 100;

    /** Bytes of a row that are shown: enough to tell it from others. */
    private static final int SHOWN_BYTES = 40;

    private final Map<String, Long> checked = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long faultCount;

    void count(String what, long more) {
        checked.merge(what, more, Long::sum);
    }

    void note(String place, String what) {
        if (notes.size() < MOST) {
            notes.add(place + ": " + what);
        }
    }

    void fault(String place, String what) {
        faultCount++;
        if (faults.size() < MOST) {
            faults.add(place + ": " + what);
        }
    }

    /** Where a row lies, for people. Rows hold nothing of what users stored but sealed. */
    static String place(String owner, PartitionId partition, Bytes row) {
        String hex = row.toString();
        String shown = row.length() <= SHOWN_BYTES ? hex : hex.substring(0, 2 * SHOWN_BYTES) + "...";
        return owner + ", partition " + partition.number() + ", row " + shown;
    }

    Diagnosis diagnosis() {
        return new Diagnosis(
                Collections.unmodifiableMap(new LinkedHashMap<>(checked)),
                List.copyOf(notes),
                List.copyOf(faults),
                faultCount);
    }
}

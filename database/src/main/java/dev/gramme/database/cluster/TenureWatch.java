package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.ReadMode;
import java.util.Objects;

/** Finds out whether a process leads, without a wish to do so. */
public final class TenureWatch {
    /** So long a process that waits for the right may take to get it, and more. */
    private static final long WATCH_MILLIS = Tenure.TAKEN_AFTER_MILLIS + 1_000;

    private static final long LOOK_MILLIS = 250;

    private TenureWatch() {}

    /** Looks for some seconds whether somebody renews the right to lead, or takes it. */
    public static boolean isHeld(KvEngine engine, Environment environment) {
        Bytes first = engine.get(Tenure.ROW, ReadMode.STRONG);
        // where the last one gave it up, whoever waits takes it at once
        long watch = Tenure.isFree(first) ? Tenure.LASTS_MILLIS / 2 : WATCH_MILLIS;
        for (long waited = 0; waited < watch; waited += LOOK_MILLIS) {
            environment.sleepMillis(LOOK_MILLIS);
            if (!Objects.equals(engine.get(Tenure.ROW, ReadMode.STRONG), first)) {
                return true;
            }
        }
        return false;
    }
}

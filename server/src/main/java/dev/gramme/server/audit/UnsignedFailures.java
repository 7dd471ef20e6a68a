package dev.gramme.server.audit;

import dev.gramme.database.api.Call;
import org.jspecify.annotations.Nullable;

/**
 * Failed calls that nobody had to sign. Anybody can send any number of them, so that only some are recorded one by one
 * and the others of an hour are counted, in one record: nobody turns the log over with them.
 */
final class UnsignedFailures {
    static final int MOST = 60;
    static final long HOUR_MILLIS = 3_600_000;

    private long beganMillis;
    private int recorded;
    private long leftOut;
    private String lastAction = "";
    private @Nullable Call lastCall;

    /**
     * What was left out of an hour.
     *
     * @param action of the last one, whose call this is
     * @param sinceMillis when the hour began, in milliseconds since 1970
     */
    record LeftOut(String action, Call call, long count, long sinceMillis) {}

    /** Whether one more is recorded by itself; where it is not, it is counted. */
    synchronized boolean tryRecord(String action, Call call, long nowMillis) {
        if (leftOut == 0 && nowMillis - beganMillis >= HOUR_MILLIS) {
            begin(nowMillis);
        }
        if (recorded < MOST) {
            recorded++;
            return true;
        }
        leftOut++;
        lastAction = action;
        lastCall = call;
        return false;
    }

    private void begin(long nowMillis) {
        beganMillis = nowMillis;
        recorded = 0;
        leftOut = 0;
        lastCall = null;
    }

    /**
     * What was left out of an hour that is over; null for nothing. It is told once.
     *
     * @param ending whether to tell of an hour that is not over as well
     */
    synchronized @Nullable LeftOut takeLeftOut(long nowMillis, boolean ending) {
        Call call = lastCall;
        if (call == null || (!ending && nowMillis - beganMillis < HOUR_MILLIS)) {
            return null;
        }
        LeftOut told = new LeftOut(lastAction, call, leftOut, beganMillis);
        begin(nowMillis);
        return told;
    }
}

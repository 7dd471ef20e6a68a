package dev.gramme.server.audit;

import static dev.gramme.server.audit.UnsignedFailures.HOUR_MILLIS;
import static dev.gramme.server.audit.UnsignedFailures.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Via;
import org.junit.jupiter.api.Test;

class UnsignedFailuresTest {
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
    private static final long START = 1_800_000_000_000L;

    private final UnsignedFailures failures = new UnsignedFailures();
    private final Call call = new Call(
            Caller.open("000000000000", ""), "us-east-1", new Via("host", "127.0.0.1", false, "test"), "id", 0);

    private int recorded(int sent, long nowMillis) {
        int recorded = 0;
        for (int count = 0; count < sent; count++) {
            recorded += failures.tryRecord(ACTION, call, nowMillis) ? 1 : 0;
        }
        return recorded;
    }

    @Test
    void someOfEachHourAreRecordedAndTheOthersCounted() {
        assertThat(recorded(MOST + 5, START)).isEqualTo(MOST);
        assertThat(failures.takeLeftOut(START + HOUR_MILLIS - 1, false)).isNull();
        assertThat(failures.takeLeftOut(START + HOUR_MILLIS, false))
                .isEqualTo(new UnsignedFailures.LeftOut(ACTION, call, 5, START));
        assertThat(failures.takeLeftOut(START + HOUR_MILLIS, true)).isNull();
        assertThat(recorded(MOST + 1, START + HOUR_MILLIS)).isEqualTo(MOST);
        assertThat(failures.takeLeftOut(START + HOUR_MILLIS + 1, true))
                .isEqualTo(new UnsignedFailures.LeftOut(ACTION, call, 1, START + HOUR_MILLIS));
    }

    @Test
    void anHourWithFewIsForgotten() {
        assertThat(recorded(MOST, START)).isEqualTo(MOST);
        assertThat(recorded(MOST, START + HOUR_MILLIS)).isEqualTo(MOST);
        assertThat(failures.takeLeftOut(START + 3 * HOUR_MILLIS, true)).isNull();
    }
}

package dev.gramme.database.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks on sees whether a process leads. */
@Timeout(60)
class TenureWatchTest {
    private final Environment environment = new SystemEnvironment();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private final Tenure tenure = new Tenure(engine, environment, new Server(7, "here:1"));

    @Test
    void whoeverRenewsItHasIt() {
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
        try (Environment.Repeating renewing = environment.repeat("tenure", Tenure.LOOK_MILLIS, tenure::step)) {
            assertThat(TenureWatch.isHeld(engine, environment)).isTrue();
            assertThat(tenure.holds()).isTrue();
        }
        tenure.giveUp();
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
    }

    @Test
    void whoeverWasKilledHasItNoMore() {
        tenure.step();
        assertThat(tenure.holds()).isTrue();
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
    }
}

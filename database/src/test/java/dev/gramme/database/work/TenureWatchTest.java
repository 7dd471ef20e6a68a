package dev.gramme.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks on sees whether a process has the right to answer. */
@Timeout(60)
class TenureWatchTest {
    private static final Tenure.Watcher NOBODY = new Tenure.Watcher() {
        @Override
        public void waits() {
            throw new IllegalStateException("There is nobody to wait for");
        }

        @Override
        public void lost() {
            throw new IllegalStateException("There is nobody to lose against");
        }
    };

    private final Environment environment = new SystemEnvironment();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);

    @Test
    void whoeverRenewsItHasIt() {
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
        try (Tenure tenure = Tenure.take(engine, environment, NOBODY)) {
            assertThat(tenure.holds()).isTrue();
            assertThat(TenureWatch.isHeld(engine, environment)).isTrue();
        }
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
    }

    @Test
    void whoeverWasKilledHasItNoMore() {
        // it never renews
        Tenure.take(engine, ManualEnvironment.still(), NOBODY);
        assertThat(TenureWatch.isHeld(engine, environment)).isFalse();
    }
}

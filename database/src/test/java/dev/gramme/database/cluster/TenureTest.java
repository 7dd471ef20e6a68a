package dev.gramme.database.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.testing.JumpingEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import org.junit.jupiter.api.Test;

/** One process leads at a time, whatever their clocks do. */
class TenureTest {
    private final KvEngine engine = TestEngines.open(System::currentTimeMillis);
    private final JumpingEnvironment firsts = new JumpingEnvironment();
    private final JumpingEnvironment seconds = new JumpingEnvironment();
    private final Tenure first = new Tenure(engine, firsts, new Server(1, "first:1"));
    private final Tenure second = new Tenure(engine, seconds, new Server(2, "second:1"));

    private TenureTest() {
        first.step();
        second.step();
    }

    @Test
    void whoComesFirstLeadsAndAllKnowWhere() {
        assertThat(first.holds()).isTrue();
        assertThat(second.holds()).isFalse();
        assertThat(second.leader()).isEqualTo(new Server(1, "first:1"));
    }

    @Test
    void nobodyTakesItFromOneWhoRenewsIt() {
        for (int times = 0; times < 5; times++) {
            firsts.jump(2_900);
            first.step();
            seconds.jump(3_900);
            second.step();
        }
        assertThat(first.holds()).isTrue();
        assertThat(second.isMine()).isFalse();
    }

    @Test
    void oneWhoIsSilentLosesItBeforeAnotherHasIt() {
        firsts.jump(Tenure.LASTS_MILLIS);
        assertThat(first.holds()).isFalse();
        assertThat(first.isMine()).isTrue();
        seconds.jump(Tenure.TAKEN_AFTER_MILLIS + 1);
        second.step();
        assertThat(second.holds()).isTrue();
        first.step();
        assertThat(first.isMine()).isFalse();
        assertThat(first.leader()).isEqualTo(new Server(2, "second:1"));
    }

    @Test
    void oneWhoWasOnlyLateGoesOn() {
        firsts.jump(60_000);
        first.step();
        assertThat(first.holds()).isTrue();
    }

    @Test
    void oneWhoGivesItUpIsFollowedAtOnce() {
        first.giveUp();
        assertThat(first.holds()).isFalse();
        second.step();
        assertThat(second.holds()).isTrue();
        first.step();
        assertThat(first.holds()).isFalse();
    }

    @Test
    void whoeverComesAfterOneThatGaveLeasesIsToldSo() {
        assertThat(first.sayAlone(false)).isTrue();
        first.giveUp();
        second.step();
        assertThat(second.isHeir()).isTrue();
        assertThat(second.sayAlone(true)).isTrue();
        second.giveUp();
        Tenure third = new Tenure(engine, new JumpingEnvironment(), new Server(3, "third:1"));
        third.step();
        assertThat(third.holds()).isTrue();
        assertThat(third.isHeir()).isFalse();
    }
}

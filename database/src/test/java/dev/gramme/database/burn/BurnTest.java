package dev.gramme.database.burn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BurnTest {
    private static final int SEEDS = 20;
    private static final int STEPS = 400;

    @Test
    void whatWasAcknowledgedHappenedOnce() {
        long first = Long.getLong("gramme.seed", System.nanoTime());
        for (long seed = first; seed < first + SEEDS; seed++) {
            System.out.println("BurnTest seed " + seed);
            Burn.run(seed, STEPS);
        }
    }

    @Test
    void theSameSeedTwiceIsTheSameHistory() {
        List<String> once = Burn.run(42, STEPS);
        assertThat(Burn.run(42, STEPS)).isEqualTo(once);
        assertThat(once).hasSizeGreaterThan(STEPS / 2);
    }
}

package dev.gramme.acceptance.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The simulation itself: it loses nothing, is always the same, and shows what it should where that is known. */
class PlacementSimulationTest {
    @Test
    void allAlike() {
        PlacementSimulation.Result result = PlacementSimulation.run(Design.large(0));
        // 100 TB halved until each has less than 1 GB
        assertThat(result.partitions()).isEqualTo(1 << 17);
        assertThat(result.refused()).isCloseTo(0, within(1e-3));
        assertThat(result.writes()).isCloseTo(500_000, within(1.0));
        assertThat(result.serverWrites().ratio()).isBetween(1.0, 1.1);
        assertThat(result.nodeBytes().ratio()).isBetween(1.0, 1.1);
        // each line has 3.8 writes a second, so hardly two come together
        assertThat(result.writes() / result.rounds()).isBetween(1.0, 1.05);
    }

    @Test
    void aHotItemIsLimitedAndStandsAlone() {
        PlacementSimulation.Result result = PlacementSimulation.run(Design.large(0.99));
        assertThat(result.hottestItem()).isBetween(29_000.0, 33_000.0);
        assertThat(result.refused()).isBetween(50_000.0, 200_000.0);
        assertThat(result.partitions()).isBetween(1 << 17, 1 << 18);
        assertThat(PlacementSimulation.run(Design.large(0.99))).isEqualTo(result);
    }

    @Test
    void onlyTheShareOfOneMoves() {
        PlacementSimulation.Result result = PlacementSimulation.run(Design.large(0.8));
        assertThat(result.movedToServer()).isCloseTo(1.0 / 51, within(0.002));
        assertThat(result.movedFromServer()).isCloseTo(1.0 / 50, within(0.002));
        assertThat(result.movedToNode()).isCloseTo(1.0 / 51, within(0.004));
        assertThat(result.movedFromNode()).isCloseTo(1.0 / 50, within(0.004));
    }
}

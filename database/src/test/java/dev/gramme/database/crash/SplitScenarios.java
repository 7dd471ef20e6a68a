package dev.gramme.database.crash;

import dev.gramme.database.Settings;
import dev.gramme.database.split.SplitSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Partitions are split. */
final class SplitScenarios {
    static final List<Supplier<Scenario>> ALL = List.of(PartitionsSplit::new);

    private SplitScenarios() {}

    /** Those of a table and its indexes, while it is written to and its past is kept. */
    private static final class PartitionsSplit implements Scenario {
        private static final String TABLE = "films";

        @Override
        public Settings settings() {
            return World.SETTINGS.withSplits(new SplitSettings(1_500, Long.MAX_VALUE, Duration.ofDays(1), true));
        }

        @Override
        public void setUp(World world) {
            world.open();
            world.createWhole(TABLE);
            TableScenarios.fill(world, TABLE, 30);
            world.backup(TABLE, "before");
            world.moment(TABLE);
        }

        @Override
        public void run(World world) {
            TableScenarios.fill(world, TABLE, 75);
            for (int round = 0; round < 12; round++) {
                world.put(TABLE, world.item("k" + round % 7, round));
                world.add(TABLE, World.keyOf("k" + round % 5, 40));
                world.delete(TABLE, World.keyOf("k" + (round + 1) % 7, round + 1));
                world.round();
            }
            world.backup(TABLE, "amid");
            world.moment(TABLE);
            world.rest();
            world.put(TABLE, world.item("k1", 1_000));
        }
    }
}

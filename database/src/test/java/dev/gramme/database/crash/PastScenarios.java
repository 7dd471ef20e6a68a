package dev.gramme.database.crash;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Backups, restores, and points in time. */
final class PastScenarios {
    static final List<Supplier<Scenario>> ALL =
            List.of(BackupsMadeAndDeleted::new, RecoveryOnAndOff::new, Restores::new);

    private static final String TABLE = "films";

    private PastScenarios() {}

    private static void change(World world) {
        world.put(TABLE, world.item("a", 1));
        world.delete(TABLE, World.keyOf("a", 2));
        world.put(TABLE, world.item("a", 3));
        world.put(TABLE, world.item("a", 2));
    }

    private static void fill(World world) {
        world.open();
        world.create(TABLE, Requests.full(TABLE));
        world.rest();
        for (int number = 0; number < 12; number++) {
            world.put(TABLE, world.item("a", number));
        }
    }

    /** Backups of a table that is written to. */
    private static final class BackupsMadeAndDeleted implements Scenario {
        @Override
        public void setUp(World world) {
            fill(world);
            world.rest();
        }

        @Override
        public void run(World world) {
            world.backup(TABLE, "first");
            change(world);
            world.rest();
            world.backup(TABLE, "second");
            change(world);
            world.deleteBackup(world.ledger().pasts().getFirst());
            world.rest();
            change(world);
            world.deleteBackup(world.ledger().pasts().getFirst());
            world.rest();
            change(world);
        }
    }

    /** Point-in-time recovery is switched on, off, and on again. */
    private static final class RecoveryOnAndOff implements Scenario {
        @Override
        public void setUp(World world) {
            fill(world);
            world.rest();
        }

        @Override
        public void run(World world) {
            for (String time : List.of("first", "second")) {
                world.ask(time + " on", "UpdateContinuousBackups", Requests.recovery(TABLE, true));
                change(world);
                world.moment(TABLE);
                change(world);
                world.rest();
                world.moment(TABLE);
                change(world);
                world.ledger().forgetMoments(TABLE);
                world.ask(time + " off", "UpdateContinuousBackups", Requests.recovery(TABLE, false));
                change(world);
                world.rest();
            }
            world.ask("third on", "UpdateContinuousBackups", Requests.recovery(TABLE, true));
            world.moment(TABLE);
            change(world);
            world.rest();
        }
    }

    /** Tables come back from a backup and from a time, while their source is written to. */
    private static final class Restores implements Scenario {
        @Override
        public void setUp(World world) {
            fill(world);
            world.ask("recovery", "UpdateContinuousBackups", Requests.recovery(TABLE, true));
            world.rest();
            world.backup(TABLE, "kept");
            change(world);
            world.moment(TABLE);
            change(world);
        }

        @Override
        public void run(World world) {
            List<Ledger.Past> pasts = List.copyOf(world.ledger().pasts());
            world.restore("RestoreTableFromBackup", pasts.getFirst(), "from-backup");
            change(world);
            world.round();
            change(world);
            world.rest();
            world.put("from-backup", world.item("b", 1));
            world.restore("RestoreTableToPointInTime", pasts.getLast(), "from-time");
            world.delete(TABLE);
            world.rest();
            world.put("from-time", world.item("b", 1));
        }

        @Override
        public void check(World world) {
            for (String table : List.of("from-backup", "from-time")) {
                if (world.ledger().tables().containsKey(table)) {
                    Map<String, Object> described = world.client().describe(table);
                    Audit.require(
                            described.get("RestoreSummary").toString().contains("RestoreInProgress=false"),
                            table + ": " + described);
                }
            }
        }
    }
}

package dev.gramme.database.crash;

import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tables are made, changed and deleted. */
final class TableScenarios {
    static final List<Supplier<Scenario>> ALL = List.of(
            FirstStart::new,
            IndexAddedAndDeleted::new,
            StreamOnAndOff::new,
            TableDeletedAndMadeAgain::new,
            KeyChanged::new);

    private TableScenarios() {}

    static void fill(World world, String table, int items) {
        for (int first = 0; first < items; first += 25) {
            List<Map<String, Object>> writes = new ArrayList<>();
            List<Ledger.Effect> effects = new ArrayList<>();
            for (int number = first; number < Math.min(items, first + 25); number++) {
                Map<String, Object> item = world.item("k" + number % 7, number);
                writes.add(Map.of("PutRequest", Map.of("Item", item)));
                effects.add(world.puts(table, item));
            }
            world.batch(Map.of(table, writes), effects);
        }
    }

    /** The very first start, and the first table. */
    private static final class FirstStart implements Scenario {
        @Override
        public void setUp(World world) {
            // There is nothing.
        }

        @Override
        public void run(World world) {
            world.open();
            world.create("first", Requests.full("first"));
            world.put("first", world.item("a", 1));
            world.rest();
            world.put("first", world.item("a", 2));
        }
    }

    /** A global index is added to a table in use, filled, and deleted. */
    private static final class IndexAddedAndDeleted implements Scenario {
        private static final String TABLE = "films";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(TABLE, Requests.full(TABLE));
            world.rest();
            fill(world, TABLE, 140);
        }

        @Override
        public void run(World world) {
            world.ask("add", "UpdateTable", Requests.addIndex(TABLE, "added", "x"));
            world.put(TABLE, world.item("k1", 1));
            world.round();
            world.delete(TABLE, World.keyOf("k2", 2));
            world.put(TABLE, world.item("k3", 1_000));
            world.rest();
            world.put(TABLE, world.item("k3", 3));
            world.ledger().done("asked to delete");
            world.ask("delete", "UpdateTable", Requests.deleteIndex(TABLE, "added"));
            world.put(TABLE, world.item("k4", 4));
            world.rest();
        }

        @Override
        public void check(World world) {
            boolean there = world.client().describeGlobal(TABLE, "added") != null;
            boolean added = world.ledger().isDone("add");
            boolean deleted = world.ledger().isDone("delete");
            Audit.require(!deleted || !there, "the index was deleted, and is there");
            boolean mayBeGone = world.ledger().isDone("asked to delete");
            Audit.require(!added || mayBeGone || there, "the index was added, and is not there");
        }
    }

    /** A stream is switched on, off, and on again. */
    private static final class StreamOnAndOff implements Scenario {
        private static final String TABLE = "films";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(TABLE, Requests.plain(TABLE));
            world.rest();
            fill(world, TABLE, 10);
        }

        @Override
        public void run(World world) {
            for (String time : List.of("first", "second")) {
                world.ledger().table(TABLE).opensStream(false);
                world.ask(time + " on", "UpdateTable", Requests.setStream(TABLE, true));
                world.put(TABLE, world.item("k1", 1));
                world.rest();
                world.put(TABLE, world.item("k1", 1));
                world.delete(TABLE, World.keyOf("k2", 2));
                world.ledger().table(TABLE).closesStream();
                world.ledger().done(time + " asked off");
                world.ask(time + " off", "UpdateTable", Requests.setStream(TABLE, false));
                world.put(TABLE, world.item("k2", 2));
                world.rest();
                world.put(TABLE, world.item("k1", 1));
            }
        }

        @Override
        public void check(World world) {
            boolean shown = world.client().describe(TABLE).get("StreamSpecification") != null;
            if (world.ledger().isDone("second off")) {
                Audit.require(!shown, "the stream was switched off, and is on");
            } else if (world.ledger().isDone("second on")) {
                Audit.require(
                        world.ledger().isDone("second asked off") || shown, "the stream was switched on, and is off");
            }
        }
    }

    /** A table with everything is deleted, and another made under its name. */
    private static final class TableDeletedAndMadeAgain implements Scenario {
        private static final String TABLE = "films";

        @Override
        public void setUp(World world) {
            world.open();
            world.createWhole(TABLE);
            fill(world, TABLE, 20);
            world.backup(TABLE, "kept");
            world.put(TABLE, world.item("k1", 1));
            world.rest();
        }

        @Override
        public void run(World world) {
            world.delete(TABLE);
            world.rest();
            world.create(TABLE, Requests.full(TABLE));
            world.put(TABLE, world.item("k1", 1));
            world.rest();
        }

        /** The table is kept as it was when it was deleted: where that was acknowledged, and where it was not. */
        @Override
        public void check(World world) {
            List<Map<String, Object>> system = Client.maps(world.client()
                    .call("ListBackups", Map.of("BackupType", "SYSTEM"))
                    .get("BackupSummaries"));
            List<Ledger.Content> gone = world.ledger().gone();
            Audit.require(system.size() == gone.size(), "backups of deleted tables: " + system);
            for (int at = 0; at < system.size(); at++) {
                world.ledger()
                        .keep(new Ledger.Past(
                                TABLE,
                                0,
                                (String) system.get(at).get("BackupArn"),
                                Map.copyOf(gone.get(at).items())));
            }
        }
    }

    /** A table is put under a key of KMS, under another, and under the server's own again. */
    private static final class KeyChanged implements Scenario {
        private static final String TABLE = "secrets";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(TABLE, Requests.full(TABLE));
            world.rest();
            fill(world, TABLE, 5);
            world.backup(TABLE, "before");
        }

        private static String newKey(World world, String name) {
            return (String)
                    Client.map(world.ask(name, "kms:CreateKey", Map.of()).get("KeyMetadata"))
                            .get("Arn");
        }

        @Override
        public void run(World world) {
            for (String name : List.of("one", "two")) {
                String key = newKey(world, name);
                world.ask("under " + name, "UpdateTable", Requests.encryption(TABLE, key));
                world.put(TABLE, world.item("k1", 1));
                world.rest();
                world.put(TABLE, world.item("k1", 2));
            }
            world.ask("under none", "UpdateTable", Requests.encryption(TABLE, null));
            world.put(TABLE, world.item("k1", 1));
            world.rest();
        }

        @Override
        public void check(World world) {
            boolean under = world.client().describe(TABLE).get("SSEDescription") != null;
            Audit.require(!world.ledger().isDone("under none") || !under, "still under a key");
            int keys = Client.maps(world.client().call("kms:ListKeys", Map.of()).get("Keys"))
                    .size();
            Audit.require(!world.ledger().isDone("two") || keys >= 2, "a key is lost: " + keys);
        }
    }
}

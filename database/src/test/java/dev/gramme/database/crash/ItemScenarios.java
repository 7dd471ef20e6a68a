package dev.gramme.database.crash;

import dev.gramme.database.crash.Ledger.Effect;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes of items. */
final class ItemScenarios {
    static final List<Supplier<Scenario>> ALL =
            List.of(Writes::new, Transactions::new, Batches::new, Expiry::new, ShardRollAndTrim::new);

    private static final long HOUR_MILLIS = 3_600_000;

    private ItemScenarios() {}

    private static Map<String, Object> until(World world, Map<String, Object> item, long seconds) {
        Map<String, Object> expiring = new HashMap<>(item);
        expiring.put("until", Map.of("N", Long.toString(world.clockMillis() / 1_000 + seconds)));
        return expiring;
    }

    /** Single writes on a table with everything. */
    private static final class Writes implements Scenario {
        private static final String TABLE = "films";

        @Override
        public void setUp(World world) {
            world.open();
            world.createWhole(TABLE);
            for (int number = 0; number < 5; number++) {
                world.put(TABLE, world.item("a", number));
            }
            world.rest();
        }

        @Override
        public void run(World world) {
            world.put(TABLE, world.item("a", 1));
            world.put(TABLE, world.item("b", 1));
            world.add(TABLE, World.keyOf("a", 2));
            world.add(TABLE, World.keyOf("c", 7));
            world.moment(TABLE);
            world.put(TABLE, until(world, world.item("a", 3), HOUR_MILLIS));
            world.delete(TABLE, World.keyOf("a", 1));
            world.put(TABLE, world.item("a", 3));
            world.moment(TABLE);
            world.put(TABLE, world.item("a", 1));
            world.delete(TABLE, World.keyOf("nothing", 0));
        }
    }

    /** Transactions over two tables with tokens. */
    private static final class Transactions implements Scenario {
        private static final String ONE = "accounts";
        private static final String OTHER = "bookings";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(ONE, Requests.full(ONE));
            world.create(OTHER, Requests.streamed(OTHER));
            world.rest();
            for (int number = 0; number < 3; number++) {
                world.put(ONE, world.item("a", number));
                world.put(OTHER, world.item("b", number));
            }
        }

        @Override
        public void run(World world) {
            for (int round = 0; round < 3; round++) {
                Map<String, Object> one = world.addition(ONE, World.keyOf("a", round));
                Map<String, Object> other = world.addition(OTHER, World.keyOf("new", round));
                Map<String, Object> put = world.item("c", round);
                Map<String, Object> gone = World.keyOf("b", round);
                List<Effect> effects = List.of(
                        world.adds(ONE, World.keyOf("a", round), one),
                        world.adds(OTHER, World.keyOf("new", round), other),
                        world.puts(ONE, put),
                        new Effect(OTHER, Ledger.key(gone), null));
                world.transact(
                        "token-" + round,
                        List.of(
                                Map.of("Update", one),
                                Map.of("Update", other),
                                Map.of("Put", Map.of("TableName", ONE, "Item", put)),
                                Map.of("Delete", Map.of("TableName", OTHER, "Key", gone))),
                        effects);
            }
        }
    }

    /** BatchWriteItem over two tables. */
    private static final class Batches implements Scenario {
        private static final List<String> TABLES = List.of("left", "right");

        @Override
        public void setUp(World world) {
            world.open();
            TABLES.forEach(table -> world.create(table, Requests.full(table)));
            world.rest();
        }

        @Override
        public void run(World world) {
            for (int round = 0; round < 3; round++) {
                Map<String, List<Map<String, Object>>> requests = new HashMap<>();
                List<Effect> effects = new ArrayList<>();
                for (String table : TABLES) {
                    List<Map<String, Object>> writes = new ArrayList<>();
                    for (int number = round; number < round + 4; number++) {
                        Map<String, Object> item = world.item("a", number);
                        writes.add(Map.of("PutRequest", Map.of("Item", item)));
                        effects.add(world.puts(table, item));
                    }
                    Map<String, Object> key = World.keyOf("a", round - 1);
                    writes.add(Map.of("DeleteRequest", Map.of("Key", key)));
                    effects.add(new Effect(table, Ledger.key(key), null));
                    requests.put(table, writes);
                }
                world.batch(requests, effects);
            }
        }
    }

    /** Time to live is switched on, sweeps, and is switched off. */
    private static final class Expiry implements Scenario {
        private static final String TABLE = "sessions";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(TABLE, Requests.full(TABLE));
            world.rest();
            for (int number = 0; number < 8; number++) {
                Map<String, Object> item = world.item("a", number);
                world.put(TABLE, number % 2 == 0 ? item : until(world, item, HOUR_MILLIS / 1_000));
            }
        }

        @Override
        public void run(World world) {
            world.ask("expiry", "UpdateTimeToLive", Requests.expiry(TABLE, true));
            world.put(TABLE, until(world, world.item("b", 1), HOUR_MILLIS / 1_000));
            world.rest();
            world.put(TABLE, until(world, world.item("b", 2), HOUR_MILLIS / 1_000));
            world.put(TABLE, until(world, world.item("a", 2), HOUR_MILLIS));
            world.passes(2 * HOUR_MILLIS);
            world.rest();
            world.put(TABLE, until(world, world.item("b", 3), HOUR_MILLIS / 1_000));
            world.ask("no expiry", "UpdateTimeToLive", Requests.expiry(TABLE, false));
            world.rest();
            world.passes(2 * HOUR_MILLIS);
            world.rest();
        }

        @Override
        public void check(World world) {
            Object status = Client.map(world.client()
                            .call("DescribeTimeToLive", Map.of("TableName", TABLE))
                            .get("TimeToLiveDescription"))
                    .get("TimeToLiveStatus");
            boolean on = world.ledger().isDone("expiry");
            boolean off = world.ledger().isDone("no expiry");
            Audit.require(
                    off
                            ? status.equals("DISABLED")
                            : !on || List.of("ENABLED", "DISABLED").contains(status),
                    "time to live is " + status);
        }
    }

    /** Shards are closed and others opened, and what is a day old goes. */
    private static final class ShardRollAndTrim implements Scenario {
        private static final String TABLE = "readings";

        @Override
        public void setUp(World world) {
            world.open();
            world.create(TABLE, Requests.streamed(TABLE));
            world.rest();
            for (int number = 0; number < 6; number++) {
                world.put(TABLE, world.item("a" + number, 0));
            }
        }

        @Override
        public void run(World world) {
            for (int day = 0; day < 2; day++) {
                world.passes(5 * HOUR_MILLIS);
                world.rest();
                for (int number = 0; number < 6; number++) {
                    world.put(TABLE, world.item("a" + number, day % 2));
                }
                world.passes(26 * HOUR_MILLIS);
                world.ledger().table(TABLE).trimmed();
                world.rest();
                world.put(TABLE, world.item("a1", 0));
            }
        }
    }
}

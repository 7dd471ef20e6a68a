package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the packaged server with many clients and everything switched on, kills it with -9 at random moments, again
 * and again, and holds what it has then against what was acknowledged. Now and then it is stopped, and the doctor looks
 * at its directory; now and then it lives for some rounds, in which nothing may keep growing. Arguments: the project's
 * folder, {@code --minutes=N}, {@code --seed=S}. Ends with 1 where something was wrong; the directory is kept then.
 */
public final class Burn {
    private static final int CLIENTS = 5;
    private static final int DEFAULT_MINUTES = 10;
    private static final long SHORTEST_MILLIS = 300L;
    private static final long LONGEST_MILLIS = 4_000;
    /** Rounds from one time a server is watched for leaks to the next. */
    private static final int ROUNDS_TO_WATCH = 25;

    private final Random random;
    private final BurnServer server;
    private final List<BurnLedger> ledgers = new ArrayList<>();
    private final BurnTables tables;
    private final BurnAudit audit;
    private final LeakWatch leaks = new LeakWatch();
    private final List<String> faults = new ArrayList<>();
    private int rounds;
    private int kills;
    private int checkups;
    private int watched;
    private long acknowledged;
    private long records;
    private long refusals;
    private long inDoubt;
    private long happened;

    private Burn(Path home, Path folder, long seed) throws IOException {
        this.random = new Random(seed);
        this.server = new BurnServer(home, folder, random.nextLong());
        for (int client = 0; client < CLIENTS; client++) {
            ledgers.add(new BurnLedger());
        }
        this.tables = new BurnTables(random.nextLong());
        this.audit = new BurnAudit(ledgers, tables, random.nextLong());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long minutes = DEFAULT_MINUTES;
        long seed = System.nanoTime() % 1_000_000;
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            if (argument.matches("--minutes=\\d+")) {
                minutes = Long.parseLong(argument.substring(argument.indexOf('=') + 1));
            } else if (argument.matches("--seed=-?\\d+")) {
                seed = Long.parseLong(argument.substring(argument.indexOf('=') + 1));
            } else {
                System.out.println("usage: ./gramme burn [--minutes=N] [--seed=S]");
                System.exit(argument.equals("--help") ? 0 : 2);
            }
        }
        Path folder = Files.createTempDirectory("gramme-burn");
        System.out.println("burn: seed " + seed + ", " + minutes + " minutes, in " + folder);
        Burn burn = new Burn(Path.of(arguments[0]), folder, seed);
        try {
            burn.run(System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes));
        } finally {
            burn.server.close();
        }
        System.out.println("burn: seed " + seed + ": " + burn.summary());
        if (burn.faults.isEmpty()) {
            delete(folder);
        } else {
            System.out.println("burn: seed " + seed + ": everything is kept in " + folder);
            System.exit(1);
        }
    }

    private String summary() {
        return String.format(
                "%d rounds, %d kills, %d of them during a start, %d visits of the doctor, %d rounds watched for leaks;"
                        + " %,d requests acknowledged, %,d changes of tables and backups, %,d refused for now,"
                        + " %d in doubt of which %d were done, %,d changes read from streams; %s",
                rounds,
                kills + server.earlyKills(),
                server.earlyKills(),
                checkups,
                watched,
                acknowledged,
                tables.done(),
                refusals,
                inDoubt,
                happened,
                records,
                faults.isEmpty() ? "nothing lost, nothing half done" : faults.size() + " faults");
    }

    private void run(long deadlineNanos) throws IOException, InterruptedException {
        prepare();
        while (faults.isEmpty() && System.nanoTime() < deadlineNanos) {
            rounds++;
            int place = rounds % ROUNDS_TO_WATCH;
            boolean isWatched = place >= 3 && place < 3 + LeakWatch.ROUNDS;
            round(isWatched ? Ending.GO_ON : Ending.of(random.nextInt(10)), isWatched);
        }
    }

    private void prepare() throws IOException, InterruptedException {
        try (ApiConnection connection = server.connect()) {
            for (String table : BurnItems.TABLES) {
                connection.call("CreateTable", BurnItems.createTable(table));
            }
            for (String table : BurnItems.TABLES) {
                while (!connection
                        .call("DescribeTable", "{\"TableName\":\"" + table + "\"}")
                        .contains("\"TableStatus\":\"ACTIVE\"")) {
                    Thread.sleep(20);
                }
                connection.call("UpdateContinuousBackups", BurnTables.recovery(table, true));
                connection.call(
                        "UpdateTimeToLive",
                        "{\"TableName\":\"" + table
                                + "\",\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"until\"}}");
            }
            connection.call(
                    "EnableKinesisStreamingDestination",
                    "{\"TableName\":\"" + BurnItems.TABLES.getFirst()
                            + "\",\"StreamArn\":\"arn:aws:kinesis:us-east-1:000000000000:stream/burn\"}");
        }
    }

    /** How a round ends for the server. */
    private enum Ending {
        KILL,
        STOP,
        GO_ON;

        static Ending of(int draw) {
            return draw < 7 ? KILL : draw < 9 ? STOP : GO_ON;
        }
    }

    private void round(Ending ending, boolean isWatched) throws IOException, InterruptedException {
        long busyMillis = SHORTEST_MILLIS + random.nextLong(LONGEST_MILLIS);
        work(ending, busyMillis);
        String end = "";
        switch (ending) {
            case KILL -> {
                end = "killed";
                kills++;
                if (random.nextInt(4) == 0) {
                    checkUp();
                }
            }
            case STOP -> {
                end = "stopped with " + server.stop();
                checkUp();
            }
            case GO_ON -> end = "went on";
        }
        if (ending != Ending.GO_ON) {
            leaks.forget();
            server.startAgain();
            end += ", up again in " + server.millisSinceStart() + " ms";
        }
        if (!server.isAlive()) {
            faults.add("the server is gone");
            return;
        }
        try (ApiConnection connection = server.connect()) {
            BurnAudit.Finding finding = audit.run(connection);
            faults.addAll(finding.faults());
            acknowledged += finding.acknowledged();
            records += finding.records();
            inDoubt += finding.inDoubt();
            happened += finding.happened();
            end += ", " + finding;
        }
        if (isWatched) {
            watched++;
            end += ", " + leaks.measure(server);
            note(leaks.leak());
        }
        System.out.printf("round %d: %d ms, %s%n", rounds, busyMillis, end);
        faults.forEach(fault -> System.out.println("  fault: " + fault));
    }

    private void note(@Nullable String fault) {
        if (fault != null) {
            faults.add(fault);
        }
    }

    /** All clients work for a while; it ends by a kill under them, or they are told to stop. */
    private void work(Ending ending, long millis) throws InterruptedException {
        List<BurnClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            BurnClient client = new BurnClient("c" + number, server.port(), ledgers.get(number), random.nextLong());
            clients.add(client);
            threads.add(Thread.ofPlatform().start(client));
        }
        tables.startOn(server.port());
        threads.add(Thread.ofPlatform().start(tables));
        Thread.sleep(millis);
        if (ending == Ending.KILL) {
            server.kill();
        } else {
            clients.forEach(BurnClient::stop);
            tables.stop();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (BurnClient client : clients) {
            note(client.fault());
            refusals += client.refusals();
        }
        note(tables.fault());
    }

    private void checkUp() throws IOException, InterruptedException {
        checkups++;
        Finished doctor = server.doctor();
        if (doctor.exitCode() != 0) {
            faults.add("the doctor: " + doctor.out() + doctor.err());
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}

package dev.gramme.database.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.testkit.DyingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario is run again and again, and its database killed at another step each time; mostly the database that is
 * opened then is killed, too, before it has come to rest. The one after that must hold all that was acknowledged, of
 * what was not all or nothing, and nothing half done; and it must be fit for use. Some steps are drawn by a seed, which
 * the system property {@code gramme.seed} sets; with {@code gramme.steps=all} it is each of them.
 */
@Timeout(300)
class CrashSweepTest {
    private static final boolean ALL = "all".equals(System.getProperty("gramme.steps"));
    private static final int DRAWN = 24;

    /** Says of each table that is restored and each time to live that is reached; kept, since nobody else holds it. */
    private static final Logger TALK = Logger.getLogger("dev.gramme.database");

    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    /** Steps that the last recovery took. */
    private long recoverySteps = 100;

    @BeforeAll
    static void hush() {
        TALK.setLevel(Level.WARNING);
    }

    @AfterAll
    static void talk() {
        TALK.setLevel(null);
    }

    static List<Named<Supplier<Scenario>>> scenarios() {
        List<Supplier<Scenario>> scenarios = new ArrayList<>();
        scenarios.addAll(ItemScenarios.ALL);
        scenarios.addAll(TableScenarios.ALL);
        scenarios.addAll(PastScenarios.ALL);
        scenarios.addAll(SplitScenarios.ALL);
        return scenarios.stream()
                .map(scenario -> Named.of(scenario.get().title(), scenario))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nothingAcknowledgedIsLostAndNothingIsHalfDone(Supplier<Scenario> scenario) {
        DyingEngine whole = run(scenario.get(), Long.MAX_VALUE, 0);
        long steps = whole.steps();
        assertThat(steps).isGreaterThan(10);
        long begun = System.nanoTime();
        List<Long> chosen = chosen(whole);
        for (long step : chosen) {
            run(scenario.get(), step, 1 + random.nextLong(1 + recoverySteps * 5 / 4));
        }
        System.out.printf(
                "CrashSweepTest %s, seed %d: %d steps, %d of them at commits; died at %d of them in %d ms%n",
                scenario.get().title(),
                seed,
                steps,
                whole.commitSteps().size(),
                chosen.size(),
                (System.nanoTime() - begun) / 1_000_000);
    }

    /** Of a backup only the record is there, and its table does not yet keep what writers replace. */
    @Test
    void aBackupThatWasJustBegunHoldsWhatWasThere() {
        Supplier<Scenario> scenario = PastScenarios.ALL.getFirst();
        List<Long> commits = run(scenario.get(), Long.MAX_VALUE, 0).commitSteps();
        for (long step : commits.subList(0, 6)) {
            run(scenario.get(), step, 0);
        }
    }

    private List<Long> chosen(DyingEngine whole) {
        if (ALL) {
            return LongStream.rangeClosed(1, whole.steps()).boxed().toList();
        }
        List<Long> commits = whole.commitSteps();
        TreeSet<Long> drawn = new TreeSet<>();
        for (int draw = 0; draw < DRAWN; draw++) {
            drawn.add(draw % 6 == 0 ? 1 + random.nextLong(whole.steps()) : commits.get(random.nextInt(commits.size())));
        }
        return List.copyOf(drawn);
    }

    /**
     * Runs a scenario and checks what is left.
     *
     * @param step at which it dies
     * @param recoveryStep at which the database after it dies; 0 for never
     * @return the engine of its first life
     */
    private DyingEngine run(Scenario scenario, long step, long recoveryStep) {
        try (World world = new World(seed * 1_000_003 + step, scenario.settings())) {
            scenario.setUp(world);
            DyingEngine first = world.engine();
            first.dieAt(step);
            DyingEngine second = null;
            try {
                isKilled(() -> {
                    scenario.run(world);
                    world.rest();
                });
                first.live();
                if (first.death() != null) {
                    world.newLife();
                    second = world.engine();
                    second.dieAt(recoveryStep);
                    if (isKilled(() -> recover(world))) {
                        world.newLife();
                        recover(world);
                    } else {
                        recoverySteps = second.steps();
                        second.live();
                    }
                }
                check(scenario, world);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        scenario.title() + ", seed " + seed + ", step " + step + ", killed "
                                + first.death()
                                + (second == null ? "" : ", then at " + recoveryStep + " " + second.death())
                                + ": " + e.getMessage(),
                        e);
            }
            return first;
        }
    }

    private static void recover(World world) {
        world.open();
        world.settle();
    }

    private static boolean isKilled(Runnable life) {
        try {
            life.run();
            return false;
        } catch (DyingEngine.Killed e) {
            return true;
        }
    }

    private static void check(Scenario scenario, World world) {
        Audit audit = new Audit(world);
        audit.settleDoubt();
        world.repeatTransaction();
        world.noteRest();
        audit.adoptBackups();
        audit.compareAll();
        audit.examine();
        scenario.check(world);
        audit.useAll();
        audit.restoreAll();
        audit.compareAll();
        world.closeDatabase();
        audit.examine();
    }
}

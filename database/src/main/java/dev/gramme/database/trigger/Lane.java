package dev.gramme.database.trigger;

import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.SequenceNumbers;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a mapping's function with the events of one shard, or of the items of it that fall to this lane, one batch at a
 * time and in order. What was done is kept after each call; a crash between the two makes the call again.
 */
final class Lane {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final String OK = "OK";
    private static final String FAILED = "PROBLEM: Function call failed";
    private static final String NO_DESTINATION = "PROBLEM: The on-failure destination could not be reached";
    /** Progress over changes that are not for the function is kept now and then. */
    private static final int PASSED_OVER = 10_000;

    private final Mapping mapping;
    private final ShardProgress progress;
    private final Source source;
    private final int number;
    private final Mappings mappings;
    private final Environment environment;
    private final TriggerSettings settings;
    private final Door door;
    private final BooleanSupplier mayWork;
    private @Nullable Delivery delivery;
    private @Nullable FailureAccount account;
    private long pauseMillis;
    private long notBeforeNanos;
    private boolean over;
    private volatile boolean stopped;

    Lane(
            Mapping mapping,
            ShardProgress progress,
            Source source,
            int number,
            Mappings mappings,
            Environment environment,
            TriggerSettings settings,
            Door door,
            BooleanSupplier mayWork) {
        this.mapping = mapping;
        this.progress = progress;
        this.source = source;
        this.number = number;
        this.mappings = mappings;
        this.environment = environment;
        this.settings = settings;
        this.door = door;
        this.mayWork = mayWork;
        this.pauseMillis = settings.retryMillis();
        this.notBeforeNanos = environment.nanoTime();
    }

    /** It ends after the call that is going on. */
    void stop() {
        stopped = true;
    }

    /**
     * Does what there is to do.
     *
     * @return whether there may be more later
     */
    boolean run() {
        try {
            while (!stopped && !over && mayWork.getAsBoolean() && step()) {
                // Step by step.
            }
            if (stopped && delivery == null && source.passedOver() > 0) {
                // What another filter may want is not looked at again.
                reach(new Progress.Reached(source.settled(), false));
            }
        } catch (Door.ClosedException e) {
            stopped = true;
        } catch (RuntimeException e) {
            // What it works from is as it was: the next round tries again.
            LOG.log(System.Logger.Level.WARNING, "Events were not delivered: mapping=" + mapping.uuid(), e);
        }
        return !stopped && !over;
    }

    private boolean step() {
        if (environment.nanoTime() - notBeforeNanos < 0) {
            return false;
        }
        Delivery batch = delivery;
        if (batch == null) {
            return fill();
        }
        return account != null ? giveUp(batch, account) : deliver(batch);
    }

    private boolean fill() {
        Source.Filled filled = door.enter(() -> source.fill(environment.clockMillis()));
        switch (filled) {
            case BATCH -> delivery = new Delivery(source.take());
            case ENDED -> {
                reach(new Progress.Reached(source.next(), true));
                over = true;
            }
            case GONE -> over = true;
            case NOTHING -> {
                if (source.passedOver() >= PASSED_OVER) {
                    reach(new Progress.Reached(source.next(), false));
                    source.take();
                }
            }
        }
        return filled == Source.Filled.BATCH;
    }

    private void reach(Progress.Reached reached) {
        door.enter(() -> {
            progress.reach(number, reached);
            return true;
        });
    }

    private boolean deliver(Delivery batch) {
        List<Event> part = batch.part();
        int old = tooOld(part);
        if (old > 0) {
            account = account(part.subList(0, old), FailureAccount.TOO_OLD, batch);
            return true;
        }
        Functions.Invocation outcome = settings.functions().invoke(mapping.functionName(), EventJson.batch(part));
        switch (outcome) {
            case Functions.Invocation.Answered answered -> {
                batch.invoked();
                answered(batch, part, answered.payload());
            }
            case Functions.Invocation.Failed failed -> {
                batch.invoked();
                LOG.log(System.Logger.Level.DEBUG, "A function failed: {0}: {1}", mapping.functionArn(), failed.type());
                failed(batch);
            }
            case Functions.Invocation.Unreached unreached -> {
                LOG.log(System.Logger.Level.DEBUG, "Not called: {0}: {1}", mapping.functionArn(), unreached.why());
                mappings.result(mapping.uuid(), FAILED);
                pause();
            }
        }
        return true;
    }

    private void answered(Delivery batch, List<Event> part, byte @Nullable [] payload) {
        int done = mapping.takesPartialAnswers()
                ? PartialAnswer.firstFailed(
                        payload,
                        part.stream()
                                .map(event -> SequenceNumbers.of(event.position()))
                                .toList())
                : part.size();
        if (done > 0) {
            advance(batch, done);
        }
        if (done == part.size()) {
            mappings.result(mapping.uuid(), OK);
            pauseMillis = settings.retryMillis();
        } else {
            retry(batch);
        }
    }

    private void failed(Delivery batch) {
        if (mapping.bisects() && batch.split()) {
            mappings.result(mapping.uuid(), FAILED);
            return;
        }
        retry(batch);
    }

    private void retry(Delivery batch) {
        mappings.result(mapping.uuid(), FAILED);
        batch.failed();
        int most = mapping.mostRetries();
        if (most != Mapping.ENDLESS && batch.failures() > most) {
            account = account(batch.part(), FailureAccount.RETRIES_EXHAUSTED, batch);
            return;
        }
        pause();
    }

    private void pause() {
        notBeforeNanos = environment.nanoTime() + pauseMillis * 1_000_000;
        pauseMillis = Math.min(settings.mostRetryMillis(), 2 * pauseMillis);
    }

    private int tooOld(List<Event> part) {
        long most = mapping.mostAgeMillis();
        if (most == Mapping.ENDLESS) {
            return 0;
        }
        long before = environment.clockMillis() - most;
        int old = 0;
        while (old < part.size() && part.get(old).createdMillis() < before) {
            old++;
        }
        return old;
    }

    private FailureAccount account(List<Event> events, String condition, Delivery batch) {
        String why = batch.failures() == 0 ? null : condition;
        return new FailureAccount(
                mapping, progress.shardId(), List.copyOf(events), condition, batch.invocations(), why);
    }

    /** Goes on behind events that were given up, once their account has arrived where it was to go. */
    private boolean giveUp(Delivery batch, FailureAccount given) {
        String destination = mapping.failureDestination();
        try {
            if (destination != null) {
                settings.destination().send(destination, given.json(requestId(), environment.clockMillis()));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An account was not sent: mapping=" + mapping.uuid(), e);
            mappings.result(mapping.uuid(), NO_DESTINATION);
            pause();
            return true;
        }
        account = null;
        pauseMillis = settings.retryMillis();
        advance(batch, given.events().size());
        return true;
    }

    private String requestId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(environment.randomLong()) + hex.toHexDigits(environment.randomLong());
    }

    private void advance(Delivery batch, int count) {
        batch.advance(count);
        reach(new Progress.Reached(batch.reached(), false));
        if (batch.isDone()) {
            delivery = null;
        }
    }
}

package dev.gramme.database.store;

import dev.gramme.database.api.ContentionException;
import dev.gramme.database.env.Environment;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs a transaction until it is certain to have happened once, or not at all: conflicts are tried again with growing
 * pauses until the deadline; a commit in doubt is settled by its engine. Reading the data again would not do: it would
 * repeat an ADD.
 */
public final class Commits {
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 64;

    private final KvEngine engine;
    private final Environment environment;

    public Commits(KvEngine engine, Environment environment) {
        this.engine = engine;
        this.environment = environment;
    }

    /**
     * Runs a transaction.
     *
     * @param home a partition the transaction writes to
     * @param body may run many times; writes nothing itself but through the transaction it is given
     * @throws ContentionException where it could not be done before the deadline; nothing happened then
     * @throws KvException.Uncertain where even that could not be told before the deadline
     */
    public <T> T run(PartitionId home, long deadlineNanos, Function<KvTransaction, T> body) {
        return runUnless(result -> false, home, deadlineNanos, body);
    }

    /** The same, but commits nothing where the result says so. */
    <T> T runUnless(Predicate<T> given, PartitionId home, long deadlineNanos, Function<KvTransaction, T> body) {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try (KvTransaction transaction = engine.begin(home)) {
                T result = body.apply(transaction);
                if (given.test(result)) {
                    return result;
                }
                try {
                    transaction.commit();
                    return result;
                } catch (KvException.Uncertain e) {
                    if (happened(transaction, e, deadlineNanos)) {
                        return result;
                    }
                }
            } catch (KvException.Conflict e) {
                if (environment.nanoTime() - deadlineNanos > 0) {
                    throw new ContentionException(e);
                }
            }
            environment.sleepMillis(1 + environment.randomBelow((int) pause));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private boolean happened(KvTransaction transaction, KvException.Uncertain doubt, long deadlineNanos) {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return transaction.settle();
            } catch (KvException.Unavailable e) {
                if (environment.nanoTime() - deadlineNanos > 0) {
                    throw doubt;
                }
                environment.sleepMillis(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }
}

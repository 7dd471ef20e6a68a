package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the same with several things at the same time. */
final class Parallel {
    private Parallel() {}

    /** Returns when all are done; throws what one of them has thrown. */
    static <T> void run(List<T> things, Consumer<T> task) {
        if (things.size() == 1) {
            task.accept(things.getFirst());
            return;
        }
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>(things.size());
        for (T thing : things) {
            threads.add(Thread.ofVirtual().name("gramme-cross").start(() -> {
                try {
                    task.accept(thing);
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                }
            }));
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true; // the outcome matters more; kept for the caller
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case KvException e -> throw Work.copy(e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                // all went well
            }
        }
    }
}

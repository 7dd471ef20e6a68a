package dev.gramme.kv.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Does the same with several things at the same time. */
final class Parallel {
    private Parallel() {}

    /** Returns when all are done; the task must not throw. */
    static <T> void run(List<T> things, Consumer<T> task) {
        if (things.size() == 1) {
            task.accept(things.getFirst());
            return;
        }
        List<Thread> threads = new ArrayList<>(things.size());
        for (T thing : things) {
            threads.add(Thread.ofVirtual().name("gramme-cross").start(() -> task.accept(thing)));
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
    }
}

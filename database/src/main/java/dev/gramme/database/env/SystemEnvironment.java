package dev.gramme.database.env;

import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real world. */
public final class SystemEnvironment implements Environment {
    /** For tests of clusters on one machine: by how much this process's wall clock is wrong. */
    private static final long CLOCK_WRONG_MILLIS = Long.getLong("gramme.test.clockWrongMillis", 0);
    /** The same: it is wrong for so long, then right for so long, and so on; 0 for a clock that is wrong always. */
    private static final long CLOCK_JUMPS_MILLIS = Long.getLong("gramme.test.clockJumpsMillis", 0);

    private final SecureRandom secureRandom = new SecureRandom();

    @Override
    public long clockMillis() {
        long now = System.currentTimeMillis();
        boolean right = CLOCK_JUMPS_MILLIS > 0 && now / CLOCK_JUMPS_MILLIS % 2 == 0;
        return right ? now : now + CLOCK_WRONG_MILLIS;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void random(byte[] bytes) {
        secureRandom.nextBytes(bytes);
    }

    @Override
    public int randomBelow(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    @Override
    public long randomLong() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public void sleepMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Repeating repeat(String name, long pauseMillis, Runnable task) {
        RepeatingThread repeating = new RepeatingThread(pauseMillis, task);
        repeating.start(name);
        return repeating;
    }

    private static final class RepeatingThread implements Repeating {
        private final long pauseMillis;
        private final Runnable task;
        private final Semaphore wakeUps = new Semaphore(0);
        private volatile boolean closed;
        private @Nullable Thread thread;

        RepeatingThread(long pauseMillis, Runnable task) {
            this.pauseMillis = pauseMillis;
            this.task = task;
        }

        void start(String name) {
            thread = Thread.ofVirtual().name(name).start(this::loop);
        }

        private void loop() {
            while (!closed) {
                task.run();
                try {
                    if (wakeUps.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS)) {
                        wakeUps.drainPermits();
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        @Override
        public void wake() {
            wakeUps.release();
        }

        @Override
        public void close() {
            closed = true;
            wakeUps.release();
            Thread running = thread;
            if (running != null && running != Thread.currentThread()) {
                try {
                    running.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}

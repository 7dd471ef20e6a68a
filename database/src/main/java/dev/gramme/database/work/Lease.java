package dev.gramme.database.work;

/**
 * The right to do a worker's work for a while. Correctness never rests on it alone: clocks differ and processes stall,
 * so every slice is also safe to run twice.
 *
 * @param owner random number of the process that holds it
 * @param untilMillis wall-clock time at which it ends unless renewed
 */
public record Lease(String worker, long owner, long untilMillis) {}

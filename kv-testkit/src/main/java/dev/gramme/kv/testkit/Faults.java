package dev.gramme.kv.testkit;

/**
 * How often {@link FaultyEngine} fails, each from 0 (never) to 1 (always). The chances of a commit are added up, so
 * they should not exceed 1 together.
 *
 * @param conflict a commit, or the taking of a key, ends in a conflict
 * @param uncertainDone a commit happens, and the caller is told that it may have
 * @param uncertainNotDone a commit does not happen, and the caller is told that it may have
 * @param uncertainLate the caller is told that a commit may have happened, and it happens later or never: what lies on
 *     a network may still arrive
 * @param unavailable a commit or a read is refused
 * @param slow a commit or a read waits first
 */
public record Faults(
        double conflict,
        double uncertainDone,
        double uncertainNotDone,
        double uncertainLate,
        double unavailable,
        double slow) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

    /** Without late commits. */
    public Faults(double conflict, double uncertainDone, double uncertainNotDone, double unavailable, double slow) {
        this(conflict, uncertainDone, uncertainNotDone, 0, unavailable, slow);
    }

    /** The same with late commits, for a single thread. */
    public Faults withLate(double probability) {
        return new Faults(conflict, uncertainDone, uncertainNotDone, probability, unavailable, slow);
    }
}

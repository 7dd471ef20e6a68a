package dev.gramme.database.work;

/** Work that goes on in the background. */
public interface Worker {
    /** Unique and stable: the lease is kept under it. */
    String name();

    /** Whether there is anything to do; cheap, since it is asked often. */
    boolean hasWork();

    /** Does a bounded piece of work that may be cut off anywhere and done again by another process. */
    void runSlice(Lease lease);
}

package dev.gramme.database.store;

/** Something lies where nobody reads or writes for a moment: nothing was done, and it is to be tried again soon. */
@SuppressWarnings("serial") // never leaves the process
final class HeldException extends RuntimeException {
    HeldException() {
        super("The rows are changing partitions", null, false, false);
    }
}

package dev.gramme.database.api;

/**
 * Who calls, where, and until when.
 *
 * @param region the region the request was signed for, or the server's own
 * @param endpoint host and port the caller reached this database by, as it named them
 * @param requestId as sent back in {@code x-amzn-RequestId}
 * @param deadlineNanos when to give up, by the environment's monotonic clock
 */
public record Call(Caller caller, String region, String endpoint, String requestId, long deadlineNanos) {
    /** The caller's account, 12 digits. */
    public String accountId() {
        return caller.accountId();
    }
}

package dev.gramme.database.api;

/**
 * Who calls, where, how, and until when.
 *
 * @param region the region the request was signed for, or the server's own
 * @param requestId as sent back in {@code x-amzn-RequestId}
 * @param deadlineNanos when to give up, by the environment's monotonic clock
 */
public record Call(Caller caller, String region, Via via, String requestId, long deadlineNanos) {
    /** The caller's account, 12 digits. */
    public String accountId() {
        return caller.accountId();
    }

    /** Host and port the caller reached this database by, as it named them. */
    public String endpoint() {
        return via.endpoint();
    }
}

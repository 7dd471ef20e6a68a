package dev.gramme.database.api;

/**
 * Who calls, where, and until when.
 *
 * @param accountId the caller's account, 12 digits
 * @param region the region the request was signed for, or the server's own
 * @param principal the caller's ARN, or the access key where identities are not checked
 * @param endpoint host and port the caller reached this database by, as it named them
 * @param requestId as sent back in {@code x-amzn-RequestId}
 * @param deadlineNanos when to give up, by the environment's monotonic clock
 */
public record Call(
        String accountId, String region, String principal, String endpoint, String requestId, long deadlineNanos) {}

package dev.gramme.database.trigger;

/**
 * How functions are called.
 *
 * @param pollMillis after which a shard that had nothing new is looked at again
 * @param retryMillis between a failed call and the next; doubled with each failure
 * @param mostRetryMillis how long that gets at most
 */
public record TriggerSettings(
        Functions functions, FailureDestination destination, long pollMillis, long retryMillis, long mostRetryMillis) {
    /** Nothing to call. */
    public static final TriggerSettings DEFAULT =
            new TriggerSettings(Functions.NONE, FailureDestination.NONE, 50, 200, 60_000);

    public TriggerSettings withFunctions(Functions changed) {
        return new TriggerSettings(changed, destination, pollMillis, retryMillis, mostRetryMillis);
    }

    public TriggerSettings withDestination(FailureDestination changed) {
        return new TriggerSettings(functions, changed, pollMillis, retryMillis, mostRetryMillis);
    }
}

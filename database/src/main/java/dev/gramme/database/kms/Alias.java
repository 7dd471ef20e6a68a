package dev.gramme.database.kms;

/**
 * A name for a key.
 *
 * @param name with the prefix {@code alias/}
 * @param keyId of a key of the same account and region
 * @param updatedMillis when it was last made to name another key; milliseconds since 1970
 */
record Alias(String accountId, String region, String name, String keyId, long createdMillis, long updatedMillis) {
    String arn() {
        return arn(accountId, region, name);
    }

    static String arn(String accountId, String region, String name) {
        return "arn:aws:kms:" + region + ":" + accountId + ":" + name;
    }
}

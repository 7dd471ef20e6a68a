package dev.gramme.database.kms;

import java.util.Map;

/**
 * A key that is to be made.
 *
 * @param managed whether it belongs to a service
 */
record NewKey(
        String accountId,
        String region,
        String description,
        boolean managed,
        KeySpec spec,
        String usage,
        Map<String, String> tags) {}

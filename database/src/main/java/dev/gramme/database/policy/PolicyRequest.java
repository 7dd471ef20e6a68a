package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;

/**
 * What is asked of policies.
 *
 * @param action such as {@code dynamodb:GetItem}; case does not matter
 * @param resource the ARN it is done to; {@code *} where the action knows no resources
 * @param conditions all condition keys of the request, those that every request has too
 */
public record PolicyRequest(Subject subject, String action, String resource, Conditions conditions) {}

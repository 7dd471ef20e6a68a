package dev.gramme.database.policy;

/**
 * A policy and where it comes from.
 *
 * @param source such as the ARN of a managed policy or the name of one that is written into a user
 */
public record AttachedPolicy(String source, Policy policy) {}

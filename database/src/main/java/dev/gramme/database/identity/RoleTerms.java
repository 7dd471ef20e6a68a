package dev.gramme.database.identity;

import org.jspecify.annotations.Nullable;

/**
 * Who may assume a role, and for how long.
 *
 * @param trust says who may
 * @param description null for none
 * @param maxSessionSeconds the longest session that may be asked for
 */
public record RoleTerms(PolicyText trust, @Nullable String description, int maxSessionSeconds) {}

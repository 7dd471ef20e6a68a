/**
 * Who may call and what they are given: accounts with their users, groups, roles, access keys and policies, kept in
 * memory and sealed in the catalog. Start at {@link dev.gramme.database.identity.Accounts}; requests ask
 * {@link dev.gramme.database.identity.StoredCredentials} and {@link dev.gramme.database.identity.StoredPolicies}.
 */
@NullMarked
package dev.gramme.database.identity;

import org.jspecify.annotations.NullMarked;

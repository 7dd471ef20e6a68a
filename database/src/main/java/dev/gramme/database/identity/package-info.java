/**
 * Who may call: access keys and the principals they stand for. Start at
 * {@link dev.gramme.database.identity.AccessKeys}.
 */
@NullMarked
package dev.gramme.database.identity;

import org.jspecify.annotations.NullMarked;

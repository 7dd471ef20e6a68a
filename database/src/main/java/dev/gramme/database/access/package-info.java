/**
 * What operations on items tell policies of themselves: which keys they reach for, which attributes they speak of.
 * Start at {@link dev.gramme.database.access.ItemAccess}.
 */
@NullMarked
package dev.gramme.database.access;

import org.jspecify.annotations.NullMarked;

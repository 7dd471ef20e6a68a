/**
 * The one door to items: every write of every feature goes through {@link dev.gramme.database.store.ItemStore#apply},
 * as a pure decision on the item before. What has to happen with each change (indexes, change capture, statistics)
 * joins as a {@link dev.gramme.database.store.ChangeParticipant}, in the same transaction.
 */
@NullMarked
package dev.gramme.database.store;

import org.jspecify.annotations.NullMarked;

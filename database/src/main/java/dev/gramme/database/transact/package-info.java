/**
 * Transactions: writes that are done together or not at all ({@link dev.gramme.database.transact.TransactWriteItems}),
 * and reads of one moment ({@link dev.gramme.database.transact.TransactGetItems}). The actions are those of package
 * {@code write}; doing them together is {@link dev.gramme.database.store.ItemStore#applyTogether}.
 */
@NullMarked
package dev.gramme.database.transact;

import org.jspecify.annotations.NullMarked;

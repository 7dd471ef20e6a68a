/**
 * Time to live: items that delete themselves. {@link dev.gramme.database.ttl.ExpiryMaintenance} keeps a row for each
 * item that expires, in order of time; {@link dev.gramme.database.ttl.ExpiryWorker} deletes what is due. Start at
 * {@link dev.gramme.database.ttl.UpdateTimeToLive}.
 */
@NullMarked
package dev.gramme.database.ttl;

import org.jspecify.annotations.NullMarked;

/**
 * Resource-based policies of tables and streams: clients attach, read and remove them here, and authorisation finds
 * them here. They lie in the records of what they belong to, so they come and go with it. Start at
 * {@link dev.gramme.database.sharing.Resources}.
 */
@NullMarked
package dev.gramme.database.sharing;

import org.jspecify.annotations.NullMarked;

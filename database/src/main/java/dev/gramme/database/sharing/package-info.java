/**
 * Resource-based policies of tables and streams: clients attach, read and remove them here, and authorisation finds
 * them here. They lie in the records of what they belong to, so they come and go with it. Start at
 * {@link dev.gramme.database.sharing.Resources}. Which keys of KMS somebody must be allowed to use to get at what lies
 * in them says {@code KeysOfData}.
 */
@NullMarked
package dev.gramme.database.sharing;

import org.jspecify.annotations.NullMarked;

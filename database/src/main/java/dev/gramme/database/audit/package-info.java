/**
 * The calls that were made, as CloudTrail shows them. Whoever serves the calls records them; here is only the API that
 * looks them up. Start at {@link dev.gramme.database.audit.LookupEvents}.
 */
@NullMarked
package dev.gramme.database.audit;

import org.jspecify.annotations.NullMarked;

/**
 * The policy of a resource: what a document must be to be one, and how it is kept with the table or stream it belongs
 * to. Start at {@link dev.gramme.database.resource.ResourcePolicy#change}.
 */
@NullMarked
package dev.gramme.database.resource;

import org.jspecify.annotations.NullMarked;

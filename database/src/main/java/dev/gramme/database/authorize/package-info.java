/**
 * Whether a caller may do what it asks: finds the policies that apply, says what every request has for their
 * conditions, and refuses. Start at {@link dev.gramme.database.authorize.PolicyAuthorizer}.
 */
@NullMarked
package dev.gramme.database.authorize;

import org.jspecify.annotations.NullMarked;

package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.database.policy.PrincipalPolicies;

/**
 * A caller and what policies say of it.
 *
 * @param caller whom it was derived for
 */
record Principal(Caller caller, PrincipalPolicies policies) {}

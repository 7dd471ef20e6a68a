package dev.gramme.database.policy;

import dev.gramme.database.api.Caller;

/** Knows the policies of callers. Asked with every request, so the answer should be at hand. Thread-safe. */
@FunctionalInterface
public interface PolicySource {
    /** What policies say of a caller now; {@link PrincipalPolicies#NONE} where it is gone. */
    PrincipalPolicies of(Caller caller);
}

package dev.gramme.model;

import org.jspecify.annotations.Nullable;

/** Finds everything a model forbids in a request; null where there is nothing. */
@FunctionalInterface
public interface Validator<Q> {
    @Nullable
    Violations validate(Q request);
}

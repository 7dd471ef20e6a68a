package dev.gramme.model;

import java.util.List;
import java.util.Set;

/** The values of an enum, and how a violation lists them. */
public final class AllowedValues {
    private final Set<String> values;
    private final String listed;

    public AllowedValues(String... values) {
        this.values = Set.of(values);
        this.listed = List.of(values).toString();
    }

    public boolean contains(String value) {
        return values.contains(value);
    }

    /** {@code [HASH, RANGE]}. */
    @Override
    public String toString() {
        return listed;
    }
}

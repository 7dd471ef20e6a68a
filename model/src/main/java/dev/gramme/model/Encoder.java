package dev.gramme.model;

import dev.gramme.json.JsonWriter;

/** Writes one value as JSON. */
@FunctionalInterface
public interface Encoder<T> {
    void write(T value, JsonWriter writer);
}

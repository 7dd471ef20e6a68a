package dev.gramme.model;

import dev.gramme.json.JsonReader;

/** Reads one value from JSON; throws {@link dev.gramme.json.JsonException} where the JSON is of another shape. */
@FunctionalInterface
public interface Decoder<T> {
    T read(JsonReader reader);
}

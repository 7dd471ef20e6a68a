package dev.gramme.model;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;

/** The answer of an operation that has none, such as TagResource: its body is empty, not even an empty object. */
public record Unit() {
    public static final Unit UNIT = new Unit();

    /** Reads nothing. */
    public static Unit read(JsonReader reader) {
        return UNIT;
    }

    /** Writes nothing. */
    public void write(JsonWriter writer) {
        // An empty body has no JSON in it.
    }
}

package dev.gramme.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a value is: for wire forms that do not say it of every value themselves, as JSON does. */
public sealed interface ValueShape {
    /** A value without parts. */
    enum Plain implements ValueShape {
        TEXT,
        FLAG,
        NUMBER,
        TIME
    }

    /** A list. */
    record Listed(ValueShape member) implements ValueShape {}

    /** A map from texts. */
    record Mapped(ValueShape member) implements ValueShape {}

    /** A structure: its members by their names, in the model's order. */
    record Structured(Map<String, ValueShape> members) implements ValueShape {}

    /** The shapes of an operation's request and answer. */
    record Both(Structured request, Structured answer) {}

    /** Puts a structure's members together, one after the other. */
    final class Members {
        private final Map<String, ValueShape> members = new LinkedHashMap<>();

        public Members with(String name, ValueShape shape) {
            members.put(name, shape);
            return this;
        }

        public Structured structured() {
            return new Structured(members);
        }
    }
}

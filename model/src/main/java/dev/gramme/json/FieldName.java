package dev.gramme.json;

/** A field name ready to be written: quoted, escaped, with its colon. */
public final class FieldName {
    private final byte[] encoded;

    public FieldName(String name) {
        JsonWriter writer = new JsonWriter();
        writer.string(name);
        writer.rawAscii(':');
        this.encoded = writer.toBytes();
    }

    byte[] encoded() {
        return encoded;
    }
}

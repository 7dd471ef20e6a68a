package dev.gramme.model;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.util.Arrays;

/** Bytes of a request or an answer; base64 in JSON. What they are is never shown: they may be a key or a secret. */
public final class Blob {
    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes, which nobody changes from now on. */
    public static Blob of(byte[] bytes) {
        return new Blob(bytes);
    }

    /**
     * Reads base64.
     *
     * @throws JsonException where it is none
     */
    public static Blob read(JsonReader reader) {
        byte[] bytes = reader.base64();
        if (bytes == null) {
            throw JsonException.wrongType("Blob is not valid base64");
        }
        return new Blob(bytes);
    }

    public void write(JsonWriter writer) {
        writer.base64(bytes, 0, bytes.length);
    }

    /** The bytes themselves; they are not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says nothing but the length. */
    @Override
    public String toString() {
        return "java.nio.HeapByteBuffer[pos=0 lim=" + bytes.length + " cap=" + bytes.length + "]";
    }
}

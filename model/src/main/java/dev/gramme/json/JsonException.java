package dev.gramme.json;

/** The bytes are not JSON, or not of the shape asked for. The message is what a client is told. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** Not JSON at all. */
        MALFORMED,
        /** JSON, but another type than expected. */
        WRONG_TYPE
    }

    JsonException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static JsonException malformed() {
        return new JsonException(Kind.MALFORMED, "");
    }

    /** JSON of another type than expected, told in these words. */
    public static JsonException wrongType(String message) {
        return new JsonException(Kind.WRONG_TYPE, message);
    }

    public Kind kind() {
        return kind;
    }
}

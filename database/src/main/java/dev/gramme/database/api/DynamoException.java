package dev.gramme.database.api;

import org.jspecify.annotations.Nullable;

/** An error for the client. Errors are told apart by {@link #code}, never by their text. */
public class DynamoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** No stack trace is kept: a client's mistake is no bug, and filling one costs more than most requests. */
    public DynamoException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public DynamoException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause, false, cause != null);
        this.code = code;
    }

    public static DynamoException validation(String message) {
        return new DynamoException(ErrorCode.VALIDATION, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}

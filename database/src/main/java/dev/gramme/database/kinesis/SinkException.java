package dev.gramme.database.kinesis;

/** A sink takes nothing now. The message is for a person. */
public final class SinkException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    /** @param lasting whether it stays so until somebody does something about it: the stream is not there, say */
    public SinkException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    public SinkException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    boolean isLasting() {
        return lasting;
    }

    /** The message, never null. */
    String text() {
        String message = getMessage();
        return message == null ? "The sink gave no reason" : message;
    }
}

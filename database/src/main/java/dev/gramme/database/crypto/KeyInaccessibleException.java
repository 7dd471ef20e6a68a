package dev.gramme.database.crypto;

/** The keys of a table cannot be had for now: the key of KMS they are wrapped under cannot be used. */
public final class KeyInaccessibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why, to whoever wants the table's items. */
    public KeyInaccessibleException(String message) {
        super(message, null, false, false);
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}

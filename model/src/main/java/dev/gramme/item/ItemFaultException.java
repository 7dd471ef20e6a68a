package dev.gramme.item;

/** A value that is none; the message is DynamoDB's own. */
public final class ItemFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    public ItemFaultException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    public String text() {
        return text;
    }
}

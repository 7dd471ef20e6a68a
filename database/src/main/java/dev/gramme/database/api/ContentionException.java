package dev.gramme.database.api;

/** Others kept changing the same items until there was no time left. Nothing was done. */
public final class ContentionException extends DynamoException {
    private static final long serialVersionUID = 1L;

    public ContentionException(Throwable cause) {
        super(ErrorCode.SERVICE_UNAVAILABLE, "Too many writes to the same item at the same time", cause);
    }
}

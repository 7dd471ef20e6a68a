package dev.gramme.database.crypto;

import org.jspecify.annotations.Nullable;

/** Sealed bytes are not what was sealed under this key at this place: damaged, moved, or sealed under another key. */
public final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

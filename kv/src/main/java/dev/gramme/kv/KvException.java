package dev.gramme.kv;

import org.jspecify.annotations.Nullable;

/** What can go wrong in an engine. The four kinds differ in what the caller may do next. */
public sealed class KvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private KvException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Another transaction was in the way. Nothing happened; try the whole transaction again. */
    public static final class Conflict extends KvException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message, null);
        }
    }

    /** The commit may have happened; {@link KvTransaction#settle} tells. */
    public static final class Uncertain extends KvException {
        private static final long serialVersionUID = 1L;

        public Uncertain(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The engine cannot do this now (disk full, no quorum, closed). Nothing happened. */
    public static final class Unavailable extends KvException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Stored bytes are damaged. They are never returned. */
    public static final class Corrupt extends KvException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}

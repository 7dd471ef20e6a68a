package dev.gramme.database.trigger;

import org.jspecify.annotations.Nullable;

/** The functions there are to call. They lie outside of the database. */
public interface Functions {
    /** No functions at all. */
    Functions NONE = new Functions() {
        @Override
        public boolean exists(String name) {
            return false;
        }

        @Override
        public Invocation invoke(String name, byte[] event) {
            return new Invocation.Unreached("There is no function " + name);
        }
    };

    /** Whether a mapping to a function of this name can be made. */
    boolean exists(String name);

    /** Calls a function and waits for it; never throws. */
    Invocation invoke(String name, byte[] event);

    /** How a call went. */
    sealed interface Invocation {
        /** The function ran to its end; its answer is JSON, or null. */
        @SuppressWarnings("ArrayRecordComponent") // answers are never compared
        record Answered(byte @Nullable [] payload) implements Invocation {}

        /**
         * The function was called, and failed.
         *
         * @param type of its error; not its words, which may quote values of items and belong in no log
         */
        record Failed(String type) implements Invocation {}

        /** The function was not called: it is not there, busy or out of reach. */
        record Unreached(String why) implements Invocation {}
    }
}

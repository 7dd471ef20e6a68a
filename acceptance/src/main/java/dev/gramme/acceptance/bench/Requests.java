package dev.gramme.acceptance.bench;

import java.io.IOException;
import java.util.Random;

/** Requests of one kind. */
interface Requests {
    String operation();

    String body(Random random);

    /** Most requests of one round; then {@link #prepare} is due. */
    default int most() {
        return Integer.MAX_VALUE;
    }

    /** Makes the data be as the requests need it, before each round; not measured. */
    default void prepare() throws IOException {}
}

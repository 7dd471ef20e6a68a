package dev.gramme.acceptance.bench;

import java.util.Random;

/** Requests of one kind. */
interface Requests {
    String operation();

    String body(Random random);
}

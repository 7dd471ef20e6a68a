package dev.gramme.acceptance.differential;

/**
 * A request as JSON.
 *
 * @param paged whether all pages are asked for, one after the other; only where an answer is without order
 */
record Request(String operation, String body, boolean paged) {
    Request(String operation, String body) {
        this(operation, body, false);
    }
}

package dev.gramme.acceptance.differential;

import java.util.List;

/** A kind of requests, drawn by a seed. */
interface Workload {
    /** What is done first, and must succeed. */
    List<Request> before();

    Request next();

    /** What is done last, whether it succeeds or not. */
    List<Request> after();
}

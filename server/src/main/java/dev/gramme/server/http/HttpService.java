package dev.gramme.server.http;

/** What answers requests. */
public interface HttpService {
    /** Whether this request may wait long enough that it must not run on the thread that serves the sockets. */
    boolean mayBlock(HttpRequest request);

    /** Answers; never throws. */
    HttpAnswer answer(HttpRequest request);

    /** The answer where too much is going on already; never waits. */
    HttpAnswer overloaded(HttpRequest request);
}

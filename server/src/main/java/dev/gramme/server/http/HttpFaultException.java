package dev.gramme.server.http;

/** Stops the decoding of a request. */
public final class HttpFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpFault fault;

    HttpFaultException(HttpFault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    HttpFault fault() {
        return fault;
    }
}

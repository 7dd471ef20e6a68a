package dev.gramme.server.http;

/** Why a request is refused before anybody looks at what it asks for. The connection is closed after the answer. */
public enum HttpFault {
    BAD_REQUEST(400, "Bad Request"),
    TIMEOUT(408, "Request Timeout"),
    TOO_LARGE(413, "Payload Too Large"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large"),
    /** The process holds too much already; answered as {@link HttpService#overloaded} says. */
    OVERLOADED(503, "Service Unavailable"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    VERSION(505, "HTTP Version Not Supported");

    private final int status;
    private final String reason;

    HttpFault(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}

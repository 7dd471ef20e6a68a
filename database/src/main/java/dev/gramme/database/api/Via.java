package dev.gramme.database.api;

/**
 * How a call came here.
 *
 * @param endpoint host and port the caller reached this database by, as it named them
 * @param sourceAddress the caller's IP address; empty inside of a process
 * @param encrypted whether it came by TLS
 * @param userAgent as the caller names itself; empty where it does not
 */
public record Via(String endpoint, String sourceAddress, boolean encrypted, String userAgent) {
    /** From inside of this process. */
    public static final Via PROCESS = new Via("localhost", "", true, "");
}

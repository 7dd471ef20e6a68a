package dev.gramme.database.cluster;

/** Carries messages to other servers. What they say is sealed before it comes here. */
@FunctionalInterface
public interface PeerCalls {
    /**
     * Sends a message and returns the answer.
     *
     * @param address HOST:PORT
     * @throws dev.gramme.kv.KvException.Unavailable where it has certainly not arrived
     * @throws dev.gramme.kv.KvException.Uncertain where it may have
     */
    byte[] call(String address, byte[] message, long timeoutMillis);
}

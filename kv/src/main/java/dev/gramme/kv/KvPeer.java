package dev.gramme.kv;

/** Another process that has the same store open. */
@FunctionalInterface
public interface KvPeer {
    /**
     * Hands a message of this engine to {@link KvEngine#answer} of the other process, once at most, and returns the
     * answer. It takes as long as a commit there.
     *
     * @throws KvException.Unavailable where it was certainly not taken, nor will be
     * @throws KvException.Uncertain where it may have been, or still be
     */
    byte[] call(byte[] message);
}

package dev.gramme.kv;

/** A consistent view of one partition as it was when the snapshot was taken. */
public interface KvSnapshot extends KvReads, AutoCloseable {
    @Override
    void close();
}

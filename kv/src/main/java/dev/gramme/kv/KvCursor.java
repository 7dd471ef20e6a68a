package dev.gramme.kv;

/** Walks rows: {@link #next} first, then {@link #row} and {@link #value} of the row it stands on. Not thread-safe. */
public interface KvCursor extends AutoCloseable {
    /** Steps to the next row; false when there is none, and from then on. */
    boolean next();

    /** The row stood on; fetched only when asked for, since crossing into native code costs. */
    Bytes row();

    Bytes value();

    @Override
    void close();
}

package dev.gramme.database.kinesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where records are delivered to. Used by several threads at once, but by one at a time for each item. */
public interface Sink {
    /** The most records given at once, and how large they are together at most, unless it is one record. */
    int MOST_ENTRIES = 500;

    long MOST_BYTES = 4_000_000;

    /**
     * A record to be delivered.
     *
     * @param partitionKey 32 hexadecimal digits, the same for all changes of an item
     * @param data JSON in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // entries are never compared
    record Entry(String partitionKey, byte[] data) {}

    /**
     * Whether records given together stay in their order, and are taken all or none. Of a sink where it is not so, an
     * item's next change waits for the answer to the one before.
     */
    boolean keepsOrder();

    /**
     * Checks that a stream can be delivered to.
     *
     * @throws SinkException where it cannot
     */
    void check(String streamArn) throws SinkException;

    /**
     * Delivers records; returns when they are safe.
     *
     * @return for each record null where it was taken, otherwise why not
     * @throws SinkException where none was taken, as far as is known
     */
    List<@Nullable String> deliver(String streamArn, List<Entry> entries) throws SinkException;
}

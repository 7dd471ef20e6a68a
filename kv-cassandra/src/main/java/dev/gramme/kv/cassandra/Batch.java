package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.PartitionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Changes of one partition that happen together, if it has the version they were made for. For one thread. */
final class Batch {
    private final PartitionId partition;
    private final Store.Version from;
    private final Store.Version to;
    private final List<Change> changes = new ArrayList<>();

    /** A change of rows, by their names in Cassandra. A batch holds one for each row at most. */
    sealed interface Change {}

    /** @param forAWhile whether the row goes by itself after a day */
    record Put(ByteBuffer name, Bytes value, boolean forAWhile) implements Change {}

    /** A row that is there by itself, without a value: all others are there only where one of their columns is read. */
    record Stand(ByteBuffer name) implements Change {}

    record Mark(ByteBuffer name, TransactionId intent) implements Change {}

    record Unmark(ByteBuffer name) implements Change {}

    /** Deletes the value and leaves the intent. */
    record Unput(ByteBuffer name) implements Change {}

    record Delete(ByteBuffer name) implements Change {}

    /** Comes before all puts of its batch. */
    record DeleteRange(ByteBuffer from, ByteBuffer to) implements Change {}

    Batch(PartitionId partition, Store.Version from, Store.Version to) {
        this.partition = partition;
        this.from = from;
        this.to = to;
    }

    void add(Change change) {
        changes.add(change);
    }

    PartitionId partition() {
        return partition;
    }

    /** The version it was made for. */
    Store.Version from() {
        return from;
    }

    /** The version it leaves. */
    Store.Version to() {
        return to;
    }

    List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }
}

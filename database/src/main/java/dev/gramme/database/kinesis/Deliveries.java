package dev.gramme.database.kinesis;

import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.stream.Position;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The deliveries that go on, and how far each has come. */
final class Deliveries {
    private static final Position START = new Position(0, 0);

    private final KvEngine engine;
    private final SystemRecords records;
    private final Map<String, Delivery> byLabel = new ConcurrentHashMap<>();
    /** Why the last attempt failed, for a person. */
    private final Map<Place, String> problems = new ConcurrentHashMap<>();

    /** One partition of a delivery. */
    record Place(String label, PartitionId partition) {}

    Deliveries(KvEngine engine, SystemRecords records) {
        this.engine = engine;
        this.records = records;
        for (byte[] record : records.all(Keyspace.DELIVERY)) {
            Delivery delivery = Delivery.decode(record);
            byLabel.put(delivery.label(), delivery);
        }
    }

    List<Delivery> all() {
        return List.copyOf(byLabel.values());
    }

    @Nullable
    Delivery find(String label) {
        return byLabel.get(label);
    }

    void save(Delivery delivery) {
        records.write(delivery.key(), delivery.encode());
        byLabel.put(delivery.label(), delivery);
    }

    /** Ends a delivery, wherever it stands. */
    void delete(Delivery delivery) {
        byLabel.remove(delivery.label());
        problems.keySet().removeIf(place -> place.label().equals(delivery.label()));
        try (KvTransaction transaction = engine.begin()) {
            transaction.getForUpdate(delivery.key());
            transaction.delete(delivery.key());
            transaction.deleteRange(SystemRows.SYSTEM, SystemRows.delivered(delivery.label()));
            transaction.commit();
        }
    }

    /** Where a delivery goes on in a partition. */
    Position position(Delivery delivery, PartitionId partition) {
        Bytes stored = engine.get(SystemRows.delivered(delivery.label(), partition), ReadMode.STRONG);
        if (stored == null) {
            return START;
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored.array());
        return new Position(buffer.getLong(), buffer.getInt());
    }

    /** Notes that all before a position is delivered; without effect where the delivery was ended. */
    void delivered(Delivery delivery, PartitionId partition, Position position) {
        byte[] value = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(position.stamp())
                .putInt(position.place())
                .array();
        try (KvTransaction transaction = engine.begin()) {
            if (transaction.getForUpdate(delivery.key()) != null) {
                transaction.put(SystemRows.delivered(delivery.label(), partition), Bytes.of(value));
                transaction.commit();
            }
        }
    }

    void problem(Place place, @Nullable String problem) {
        if (problem == null) {
            problems.remove(place);
        } else if (byLabel.containsKey(place.label())) {
            problems.put(place, problem);
        }
    }

    /** What holds up a delivery somewhere; null where nothing does. */
    @Nullable
    String problem(String label) {
        for (Map.Entry<Place, String> known : problems.entrySet()) {
            if (known.getKey().label().equals(label)) {
                return known.getValue();
            }
        }
        return null;
    }
}

package dev.gramme.database.kinesis;

import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeFeeds;
import dev.gramme.database.stream.Position;
import dev.gramme.database.table.Destination;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings destinations into the state that is wanted, and ends deliveries whose destination or table is gone. */
final class DestinationWorker implements Worker {
    private final Environment environment;
    private final Tables tables;
    private final ChangeFeeds feeds;
    private final Deliveries deliveries;
    private final DestinationSettings settings;
    private final AtomicLong dueNanos;
    /** By label, deliveries that are to end: where they stood when they were last seen to move. */
    private final Map<String, Standing> ending = new ConcurrentHashMap<>();

    private record Standing(List<Position> positions, long sinceMillis) {}

    DestinationWorker(
            Environment environment,
            Tables tables,
            ChangeFeeds feeds,
            Deliveries deliveries,
            DestinationSettings settings) {
        this.environment = environment;
        this.tables = tables;
        this.feeds = feeds;
        this.deliveries = deliveries;
        this.settings = settings;
        this.dueNanos = new AtomicLong(environment.nanoTime());
    }

    @Override
    public String name() {
        return "kinesis-destinations";
    }

    @Override
    public boolean hasWork() {
        return dueNanos.get() - environment.nanoTime() <= 0
                && (deliveries.all().stream().anyMatch(this::isOrphan)
                        || tables.all().stream().anyMatch(DestinationWorker::isUnsettled));
    }

    private boolean isOrphan(Delivery delivery) {
        Table table = tables.byId(delivery.tableId());
        return table == null
                || table.record().settings().destinations().stream()
                        .allMatch(destination ->
                                destination.isOff() || !destination.label().equals(delivery.label()));
    }

    private static boolean isUnsettled(Table table) {
        return table.record().isUsable()
                && table.record().settings().destinations().stream().anyMatch(DestinationWorker::isUnderWay);
    }

    private static boolean isUnderWay(Destination destination) {
        return !destination.isOff() && !destination.status().equals(Destination.ACTIVE);
    }

    @Override
    public void runSlice(Lease lease) {
        boolean settled = true;
        for (Table table : tables.all()) {
            for (Destination destination : table.record().settings().destinations()) {
                if (table.record().isUsable() && isUnderWay(destination)) {
                    settled &= settle(table, destination);
                }
            }
        }
        for (Delivery delivery : deliveries.all()) {
            if (isOrphan(delivery)) {
                settled &= end(delivery);
            }
        }
        if (!settled) {
            dueNanos.set(environment.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.pollMillis()));
        }
    }

    private boolean settle(Table table, Destination destination) {
        return switch (destination.status()) {
            case Destination.ENABLING -> enable(table, destination);
            case Destination.UPDATING -> start(table.record().tableId(), destination);
            default -> disable(table, destination);
        };
    }

    /** Only once the stream is known to be there do writers record anything. */
    private boolean enable(Table table, Destination destination) {
        if (destination.records()) {
            return table.gate().isOlderGone() && start(table.record().tableId(), destination);
        }
        Sink sink = settings.sink();
        try {
            if (sink == null) {
                throw new SinkException(EnableKinesisStreamingDestination.NO_ENDPOINT, true);
            }
            sink.check(destination.streamArn());
        } catch (SinkException e) {
            boolean fails =
                    e.isLasting() || environment.clockMillis() - destination.changedMillis() > settings.giveUpMillis();
            if (fails) {
                become(table, destination, Destination.ENABLE_FAILED, e.text());
            }
            return fails;
        }
        change(table, destination, known -> known.withRecords(true));
        return true;
    }

    /** From here on, or with another precision, changes are delivered; unless the table was deleted meanwhile. */
    private boolean start(String tableId, Destination destination) {
        return tables.exclusively(() -> {
            Table table = tables.byId(tableId);
            if (table != null && table.record().isUsable()) {
                feeds.open(table, destination.label());
                deliveries.save(new Delivery(
                        table.id(), tableId, destination.label(), destination.streamArn(), destination.precision()));
                become(table, destination, Destination.ACTIVE, null);
            }
            return true;
        });
    }

    /** What was written before is still delivered. */
    private boolean disable(Table table, Destination destination) {
        if (!table.gate().isOlderGone()) {
            return false;
        }
        Delivery delivery = deliveries.find(destination.label());
        if (delivery != null && !end(delivery)) {
            return false;
        }
        become(table, destination, Destination.DISABLED, null);
        return true;
    }

    private void become(Table table, Destination destination, String status, @Nullable String why) {
        change(table, destination, known -> known.withStatus(status, why));
    }

    /** Changes a destination unless somebody else did meanwhile. */
    private void change(Table table, Destination destination, UnaryOperator<Destination> change) {
        tables.changeRecord(
                table.id(),
                before -> before.tableId().equals(table.record().tableId())
                        ? Destinations.changed(
                                before,
                                destination.label(),
                                known -> known.equals(destination) ? change.apply(known) : known)
                        : before);
    }

    /** Ends a delivery once all is delivered, or once nothing was for too long. */
    private boolean end(Delivery delivery) {
        feeds.close(delivery.table(), delivery.label());
        if (!isDrained(delivery) && !isStuck(delivery)) {
            return false;
        }
        deliveries.delete(delivery);
        ending.remove(delivery.label());
        return true;
    }

    private boolean isDrained(Delivery delivery) {
        for (PartitionId partition : feeds.partitions(delivery.table(), delivery.label())) {
            ChangeFeeds.Page page = feeds.read(
                    delivery.table(),
                    delivery.label(),
                    partition,
                    deliveries.position(delivery, partition),
                    1,
                    Long.MAX_VALUE);
            if (!page.ended()) {
                return false;
            }
        }
        return true;
    }

    private boolean isStuck(Delivery delivery) {
        List<Position> positions = new ArrayList<>();
        for (PartitionId partition : feeds.partitions(delivery.table(), delivery.label())) {
            positions.add(deliveries.position(delivery, partition));
        }
        long now = environment.clockMillis();
        Standing standing = ending.get(delivery.label());
        if (standing == null || !standing.positions().equals(positions)) {
            ending.put(delivery.label(), new Standing(List.copyOf(positions), now));
            return false;
        }
        return now - standing.sinceMillis() > settings.giveUpMillis();
    }
}

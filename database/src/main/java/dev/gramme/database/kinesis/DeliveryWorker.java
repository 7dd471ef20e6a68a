package dev.gramme.database.kinesis;

import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeFeeds;
import dev.gramme.database.stream.Position;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.PartitionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the changes of some partitions, each in commit order. There are several of these, so that a slow stream does
 * not hold up all others; the partitions of a table are spread over them.
 */
final class DeliveryWorker implements Worker {
    static final int LANES = 4;

    private static final int PAGE_CHANGES = 500;
    private static final long PAGE_BYTES = 1 << 20;

    private final int lane;
    private final Environment environment;
    private final ChangeFeeds feeds;
    private final Deliveries deliveries;
    private final Sink sink;
    private final DestinationSettings settings;
    private final long retentionMillis;
    private final System.Logger log = System.getLogger(DeliveryWorker.class.getName());
    private final Map<Deliveries.Place, Line> lines = new ConcurrentHashMap<>();

    /** @param retentionMillis for which changes that are not delivered are kept */
    DeliveryWorker(
            int lane,
            Environment environment,
            ChangeFeeds feeds,
            Deliveries deliveries,
            Sink sink,
            DestinationSettings settings,
            long retentionMillis) {
        this.lane = lane;
        this.environment = environment;
        this.feeds = feeds;
        this.deliveries = deliveries;
        this.sink = sink;
        this.settings = settings;
        this.retentionMillis = retentionMillis;
    }

    @Override
    public String name() {
        return "kinesis-delivery-" + lane;
    }

    @Override
    public boolean hasWork() {
        lines.keySet().removeIf(place -> deliveries.find(place.label()) == null);
        long now = environment.nanoTime();
        for (Delivery delivery : deliveries.all()) {
            for (PartitionId partition : feeds.partitions(delivery.table(), delivery.label())) {
                if (isOurs(partition) && line(delivery, partition).isDue(now)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOurs(PartitionId partition) {
        return Math.floorMod(partition.number(), LANES) == lane;
    }

    private Line line(Delivery delivery, PartitionId partition) {
        return lines.computeIfAbsent(
                new Deliveries.Place(delivery.label(), partition), place -> new Line(environment.nanoTime()));
    }

    /** One wave of each partition that is due. */
    @Override
    public void runSlice(Lease lease) {
        for (Delivery delivery : deliveries.all()) {
            for (PartitionId partition : feeds.partitions(delivery.table(), delivery.label())) {
                if (isOurs(partition)) {
                    Line line = line(delivery, partition);
                    if (line.isDue(environment.nanoTime())) {
                        advance(delivery, partition, line);
                    }
                }
            }
        }
    }

    private void advance(Delivery delivery, PartitionId partition, Line line) {
        if (!isFirst(delivery, partition)) {
            rest(line, settings.pollMillis());
            return;
        }
        fill(delivery, partition, line);
        forgetOld(delivery, line);
        if (line.isEmpty()) {
            note(delivery, partition, line);
            rest(line, settings.pollMillis());
            return;
        }
        Line.Wave wave = line.wave(sink.keepsOrder(), change -> KinesisRecords.data(delivery, partition, change));
        String problem;
        try {
            List<@Nullable String> refusals = sink.deliver(delivery.streamArn(), wave.entries());
            line.settle(wave, refusals);
            problem = firstOf(refusals);
        } catch (SinkException e) {
            problem = e.text();
        }
        deliveries.problem(new Deliveries.Place(delivery.label(), partition), problem);
        if (problem != null || line.isEmpty()) {
            note(delivery, partition, line);
        }
        if (problem != null) {
            rest(line, pauseMillis(line.failed()));
        }
    }

    /** Whether all is delivered that comes before a partition's changes: where it was split from another. */
    private boolean isFirst(Delivery delivery, PartitionId partition) {
        ChangeFeeds.Before before = feeds.before(delivery.table(), delivery.label(), partition);
        return before == null
                || deliveries.position(delivery, before.partition()).stamp() >= before.stamp();
    }

    /** Reads on behind what is noted as delivered, unless some of that is in memory already. */
    private void fill(Delivery delivery, PartitionId partition, Line line) {
        Position noted = deliveries.position(delivery, partition);
        if (line.isEmpty() || !line.stands(noted)) {
            line.take(
                    noted, feeds.read(delivery.table(), delivery.label(), partition, noted, PAGE_CHANGES, PAGE_BYTES));
        }
    }

    private void forgetOld(Delivery delivery, Line line) {
        int lost = line.forget(environment.clockMillis() - retentionMillis);
        if (lost > 0) {
            log.log(
                    System.Logger.Level.WARNING,
                    "Changes were not taken in time and are given up: table="
                            + delivery.table().name() + " stream=" + delivery.streamArn() + " changes=" + lost);
        }
    }

    /**
     * What is delivered is noted once a page, and where something failed: what comes after would be delivered again.
     */
    private void note(Delivery delivery, PartitionId partition, Line line) {
        Position done = line.done();
        if (!line.stands(done)) {
            deliveries.delivered(delivery, partition, done);
            line.note(done);
        }
    }

    private static @Nullable String firstOf(List<@Nullable String> refusals) {
        for (String refusal : refusals) {
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Twice as long each time, and of chance for the half of it. */
    private long pauseMillis(int failures) {
        long pause = settings.firstPauseMillis();
        for (int time = 1; time < failures && pause < settings.longestPauseMillis(); time++) {
            pause *= 2;
        }
        long half = Math.min(pause, settings.longestPauseMillis()) / 2;
        return half + environment.randomBelow((int) half + 1);
    }

    private void rest(Line line, long millis) {
        line.rest(environment.nanoTime(), TimeUnit.MILLISECONDS.toNanos(millis));
    }
}

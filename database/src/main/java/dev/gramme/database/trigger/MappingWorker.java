package dev.gramme.database.trigger;

import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.ChangeReader;
import dev.gramme.database.stream.OpenStream;
import dev.gramme.database.stream.Position;
import dev.gramme.database.stream.Shard;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the lanes of all mappings running while this process holds the lease. */
final class MappingWorker implements Worker, AutoCloseable {
    private static final long LOOK_MILLIS = 500;
    private static final String NO_STREAM = "PROBLEM: The stream does not exist any more";

    private final Mappings mappings;
    private final Streams streams;
    private final ChangeReader reader;
    private final Environment environment;
    private final TriggerSettings settings;
    private final Door door = new Door();
    private final Map<String, Running> running = new HashMap<>();
    private volatile long lookedMillis;
    private volatile boolean changed = true;
    private volatile long leaseMillis;

    MappingWorker(
            Mappings mappings,
            Streams streams,
            ChangeReader reader,
            Environment environment,
            TriggerSettings settings) {
        this.mappings = mappings;
        this.streams = streams;
        this.reader = reader;
        this.environment = environment;
        this.settings = settings;
    }

    /** The lanes of a mapping in a shard. */
    private static final class Running {
        private final Mapping mapping;
        private final List<Lane> lanes = new ArrayList<>();
        private final List<RunningLane> threads = new ArrayList<>();

        Running(Mapping mapping) {
            this.mapping = mapping;
        }

        void stop() {
            lanes.forEach(Lane::stop);
            threads.forEach(RunningLane::wake);
        }

        boolean isOver() {
            return threads.stream().allMatch(RunningLane::isOver);
        }
    }

    /** A lane in its thread, which it leaves by itself. */
    private static final class RunningLane {
        private final Lane lane;
        private Environment.@Nullable Repeating thread;
        private volatile boolean over;

        RunningLane(Lane lane) {
            this.lane = lane;
        }

        void start(Environment environment, String name, long pauseMillis) {
            synchronized (this) {
                thread = environment.repeat(name, pauseMillis, this::once);
            }
        }

        private void once() {
            if (!over && !lane.run()) {
                over = true;
                synchronized (this) {
                    if (thread != null) {
                        thread.close();
                    }
                }
            }
        }

        void wake() {
            synchronized (this) {
                if (thread != null) {
                    thread.wake();
                }
            }
        }

        boolean isOver() {
            return over;
        }
    }

    void changed() {
        changed = true;
    }

    @Override
    public String name() {
        return "event-source-mappings";
    }

    @Override
    public boolean hasWork() {
        boolean any = !running.isEmpty() || !mappings.all().isEmpty();
        return any && (changed || environment.clockMillis() - lookedMillis >= LOOK_MILLIS);
    }

    @Override
    public void runSlice(Lease lease) {
        leaseMillis = lease.untilMillis();
        lookedMillis = environment.clockMillis();
        changed = false;
        stopChanged();
        for (Mapping mapping : mappings.all()) {
            if (mapping.isEnabled()) {
                start(mapping);
            }
        }
    }

    private void stopChanged() {
        running.values().forEach(one -> {
            if (!one.mapping.equals(mappings.find(one.mapping.uuid())) || !one.mapping.isEnabled()) {
                one.stop();
            }
        });
        if (running.values().removeIf(Running::isOver)) {
            changed = true;
        }
    }

    private void start(Mapping mapping) {
        OpenStream stream = streams.find(mapping.streamArn());
        if (stream == null) {
            mappings.result(mapping.uuid(), NO_STREAM);
            return;
        }
        List<Shard> shards = stream.stream().shards();
        Set<String> ids = Set.copyOf(stream.shardIds());
        mappings.keepOnly(mapping.uuid(), ids);
        for (Shard shard : shards) {
            String key = mapping.uuid() + "/" + shard.id();
            String parent = shard.parentId();
            boolean parentIsDone = parent == null || !ids.contains(parent) || isEnded(mapping, parent);
            if (!running.containsKey(key) && parentIsDone && !isEnded(mapping, shard.id())) {
                running.put(key, start(mapping, shard));
            }
        }
    }

    private boolean isEnded(Mapping mapping, String shardId) {
        Progress progress = mappings.progress(mapping.uuid(), shardId);
        return progress != null && progress.isEnded();
    }

    private Running start(Mapping mapping, Shard shard) {
        Progress known = mappings.progress(mapping.uuid(), shard.id());
        Progress progress = known == null
                ? Progress.from(new Position(shard.trimmedTo(), 0), mapping.lanes())
                : known.parted(mapping.lanes());
        ShardProgress shared = new ShardProgress(mappings, mapping.uuid(), shard.id(), progress);
        Running started = new Running(mapping);
        for (int number = 0; number < progress.lanes().size(); number++) {
            Progress.Reached reached = progress.lanes().get(number);
            if (!reached.ended()) {
                Source source = new Source(reader, mapping, shard.id(), number, reached.next());
                Lane lane = new Lane(
                        mapping, shared, source, number, mappings, environment, settings, door, this::holdsLease);
                started.lanes.add(lane);
                started.threads.add(new RunningLane(lane));
            }
        }
        int number = 0;
        for (RunningLane thread : started.threads) {
            thread.start(environment, "event-source-mapping-" + shard.id() + "-" + number++, settings.pollMillis());
        }
        return started;
    }

    private boolean holdsLease() {
        return environment.clockMillis() < leaseMillis;
    }

    /** Calls that are going on are not waited for: they are made again after the next start. */
    @Override
    public void close() {
        door.close();
        running.values().forEach(Running::stop);
    }
}

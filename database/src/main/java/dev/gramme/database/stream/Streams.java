package dev.gramme.database.stream;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.store.Fences;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableParticipant;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.StreamSpecification;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The streams there are. Tables say which of them they want; {@link #settle} opens and closes them. Shards are parted
 * by fences, so that a shard's end is certain before anybody is told of it.
 */
public final class Streams implements TableParticipant {
    private final Tables tables;
    private final Environment environment;
    private final SystemRecords records;
    private final Fences fences;
    private final ConcurrentSkipListMap<String, OpenStream> byArn = new ConcurrentSkipListMap<>();
    /** One change of streams at a time in this process. */
    private final ReentrantLock changes = new ReentrantLock();
    /** A shard is closed while nobody reads: a reader that takes it for open reads whatever there is. */
    private final ReentrantReadWriteLock bounds = new ReentrantReadWriteLock();

    public Streams(Tables tables, Environment environment, SystemRecords records, Fences fences) {
        this.tables = tables;
        this.environment = environment;
        this.records = records;
        this.fences = fences;
        for (byte[] record : records.all(Keyspace.STREAM)) {
            ready(StreamCodec.decode(record));
        }
    }

    private void ready(Stream stream) {
        OpenStream known = byArn.get(stream.arn());
        TableKeys keys = known == null ? tables.keys(stream.tableId(), stream.wrappedKey()) : known.keys();
        byArn.put(stream.arn(), new OpenStream(stream, keys));
    }

    /** The stream of an ARN, in whatever state, if clients see it. */
    public @Nullable OpenStream find(String arn) {
        OpenStream open = byArn.get(arn);
        return open == null || !open.stream().listed() ? null : open;
    }

    /** The feed of an ARN, in whatever state. */
    @Nullable
    Stream findFeed(String arn) {
        OpenStream open = byArn.get(arn);
        return open == null || open.stream().listed() ? null : open.stream();
    }

    /** Reads a shard while its end stays where it is; null where there is no such stream or shard. */
    <T> @Nullable T reading(String arn, String shardId, Function<ChangeReader.Found, T> read) {
        bounds.readLock().lock();
        try {
            OpenStream open = byArn.get(arn);
            Shard shard = open == null ? null : open.findShard(shardId);
            return open == null || shard == null ? null : read.apply(new ChangeReader.Found(open, shard));
        } finally {
            bounds.readLock().unlock();
        }
    }

    /** All streams and feeds, in the order of their ARNs. */
    public List<OpenStream> all() {
        return List.copyOf(byArn.values());
    }

    /** The streams of an account in a region, in the order of their ARNs, behind one of them where it is given. */
    List<Stream> of(Call call, @Nullable String after) {
        Map<String, OpenStream> rest = after == null ? byArn : byArn.tailMap(after, false);
        return rest.values().stream()
                .map(OpenStream::stream)
                .filter(Stream::listed)
                .filter(stream -> stream.table().accountId().equals(call.accountId())
                        && stream.table().region().equals(call.region()))
                .toList();
    }

    @Override
    public boolean settle(Table table) {
        changes.lock();
        try {
            TableDescription description = table.record().description();
            StreamSpecification wanted = description.streamSpecification();
            String label = wanted == null ? null : description.latestStreamLabel();
            Stream open = enabledOf(table);
            boolean closes = open != null && !open.label().equals(label);
            boolean opens = label != null && (open == null || closes);
            if (!closes && !opens) {
                return true;
            }
            if (!table.gate().isOlderGone()) {
                return false;
            }
            if (closes) {
                close(Objects.requireNonNull(open));
            }
            if (opens) {
                String view =
                        Objects.requireNonNull(Objects.requireNonNull(wanted).streamViewType());
                open(table, Objects.requireNonNull(label), view, true);
            }
            return true;
        } finally {
            changes.unlock();
        }
    }

    private @Nullable Stream enabledOf(Table table) {
        return enabled(table).filter(Stream::listed).findFirst().orElse(null);
    }

    private java.util.stream.Stream<Stream> enabled(Table table) {
        return byArn.values().stream()
                .map(OpenStream::stream)
                .filter(stream -> stream.enabled()
                        && stream.tableId().equals(table.record().tableId()));
    }

    /** Opens a feed, unless it is there; all writers of its table record their changes, with both images. */
    void openFeed(Table table, String label) {
        changes.lock();
        try {
            if (!byArn.containsKey(Stream.arn(table.id(), label))) {
                open(table, label, View.NEW_AND_OLD_IMAGES, false);
            }
        } finally {
            changes.unlock();
        }
    }

    /** Ends a feed; what is in it can be read until it is trimmed. */
    void closeFeed(String arn) {
        changes.lock();
        try {
            Stream feed = findFeed(arn);
            if (feed != null && feed.enabled()) {
                close(feed);
            }
        } finally {
            changes.unlock();
        }
    }

    private void open(Table table, String label, String view, boolean listed) {
        List<PartitionId> partitions =
                table.partitions().stream().map(TablePartition::id).toList();
        Map<PartitionId, Long> stamps = fences.set(partitions);
        long now = environment.clockMillis();
        List<Shard> shards = new ArrayList<>();
        for (PartitionId partition : partitions) {
            shards.add(Shard.open(partition, null, Objects.requireNonNull(stamps.get(partition)), now));
        }
        save(new Stream(
                table.id(),
                table.record().tableId(),
                table.record().wrappedKey(),
                label,
                view,
                listed,
                true,
                now,
                table.schema().names(),
                sorted(shards),
                null));
    }

    /** Ends a stream; what is in it can be read until it is trimmed. */
    private void close(Stream stream) {
        List<PartitionId> partitions = stream.shards().stream()
                .filter(Shard::isOpen)
                .map(Shard::partition)
                .toList();
        bounds.writeLock().lock();
        try {
            Map<PartitionId, Long> stamps = fences.set(partitions);
            long now = environment.clockMillis();
            save(stream.with(
                    false,
                    stream.shards().stream()
                            .map(shard -> shard.isOpen()
                                    ? shard.closed(Objects.requireNonNull(stamps.get(shard.partition())), now)
                                    : shard)
                            .toList()));
        } finally {
            bounds.writeLock().unlock();
        }
    }

    /** Closes the shards of a stream that were opened before a time, and opens one behind each. */
    void roll(String arn, long openedBeforeMillis) {
        changes.lock();
        try {
            OpenStream open = byArn.get(arn);
            if (open == null || !open.stream().enabled()) {
                return;
            }
            List<Shard> old = open.stream().shards().stream()
                    .filter(shard -> shard.isOpen() && shard.openedMillis() < openedBeforeMillis)
                    .toList();
            roll(open.stream(), old);
        } finally {
            changes.unlock();
        }
    }

    private void roll(Stream stream, List<Shard> old) {
        bounds.writeLock().lock();
        try {
            Map<PartitionId, Long> stamps =
                    fences.set(old.stream().map(Shard::partition).toList());
            long now = environment.clockMillis();
            List<Shard> shards = new ArrayList<>(stream.shards());
            for (Shard shard : old) {
                long stamp = Objects.requireNonNull(stamps.get(shard.partition()));
                shards.remove(shard);
                shards.add(shard.closed(stamp, now));
                shards.add(shard.followed(shard.partition(), stamp, now));
            }
            save(stream.with(true, sorted(shards)));
        } finally {
            bounds.writeLock().unlock();
        }
    }

    /**
     * Changes the policy of a stream.
     *
     * @param change sees the newest; null stands for none
     */
    public @Nullable ResourcePolicy changePolicy(String arn, UnaryOperator<@Nullable ResourcePolicy> change) {
        changes.lock();
        try {
            OpenStream open = find(arn);
            if (open == null) {
                throw new DynamoException(
                        ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Stream: " + arn + " not found");
            }
            Stream changed = open.stream().withPolicy(change.apply(open.stream().policy()));
            save(changed);
            return changed.policy();
        } finally {
            changes.unlock();
        }
    }

    /**
     * Parts the changes of a partition that is being split, which nobody writes to above the cut: what comes is in a
     * shard of each part, both behind the one there was.
     *
     * @param finish is given the stamps of both, and what has to be written together with the split itself
     */
    public void split(Table table, Split split, BiConsumer<Map<PartitionId, Long>, Consumer<KvTransaction>> finish) {
        changes.lock();
        bounds.writeLock().lock();
        try {
            Map<PartitionId, Long> stamps = fences.set(List.of(split.parent(), split.child()));
            long now = environment.clockMillis();
            List<Stream> parted = enabled(table)
                    .map(stream -> stream.with(true, parted(stream.shards(), split, stamps, now)))
                    .toList();
            finish.accept(
                    stamps,
                    transaction -> parted.forEach(stream -> {
                        Key key = row(stream);
                        transaction.put(key, records.seal(key, StreamCodec.encode(stream)));
                    }));
            parted.forEach(this::ready);
        } finally {
            bounds.writeLock().unlock();
            changes.unlock();
        }
    }

    private static List<Shard> parted(List<Shard> shards, Split split, Map<PartitionId, Long> stamps, long now) {
        List<Shard> parted = new ArrayList<>();
        for (Shard shard : shards) {
            if (!shard.isOpen() || !shard.partition().equals(split.parent())) {
                parted.add(shard);
                continue;
            }
            parted.add(shard.closed(Objects.requireNonNull(stamps.get(split.parent())), now));
            for (PartitionId part : List.of(split.parent(), split.child())) {
                parted.add(shard.followed(part, Objects.requireNonNull(stamps.get(part)), now));
            }
        }
        return sorted(parted);
    }

    private static List<Shard> sorted(List<Shard> shards) {
        return shards.stream().sorted(Comparator.comparing(Shard::id)).toList();
    }

    static Key row(Stream stream) {
        return SystemRows.stream(
                stream.table().accountId(),
                stream.table().region(),
                stream.table().name(),
                stream.label());
    }

    private void save(Stream stream) {
        records.write(row(stream), StreamCodec.encode(stream));
        ready(stream);
    }

    /**
     * Changes the shards of a stream together with the rows they tell of.
     *
     * @param change also writes to the transaction it is given; an empty list ends the stream
     */
    void change(String arn, KvTransaction transaction, UnaryOperator<List<Shard>> change) {
        changes.lock();
        try {
            OpenStream open = byArn.get(arn);
            if (open == null) {
                return;
            }
            Stream changed = open.stream()
                    .with(open.stream().enabled(), change.apply(open.stream().shards()));
            boolean ended = changed.shards().isEmpty() && !changed.enabled();
            Key key = row(changed);
            if (ended) {
                transaction.delete(key);
            } else {
                transaction.put(key, records.seal(key, StreamCodec.encode(changed)));
            }
            transaction.commit();
            if (ended) {
                byArn.remove(arn);
            } else {
                ready(changed);
            }
        } finally {
            changes.unlock();
        }
    }

    /** The table's data key may be wrapped otherwise than when a stream was opened; once it is gone none knows. */
    private void keepKey(Table table) {
        byte[] wrapped = table.record().wrappedKey();
        for (OpenStream open : all()) {
            Stream stream = open.stream();
            if (stream.tableId().equals(table.record().tableId()) && !Arrays.equals(stream.wrappedKey(), wrapped)) {
                save(stream.withKey(wrapped));
            }
        }
    }

    /** The changes stay until they are a day old. */
    @Override
    public Set<Keyspace> release(Table table) {
        changes.lock();
        try {
            enabled(table).toList().forEach(this::close);
            keepKey(table);
            boolean kept = byArn.values().stream()
                    .anyMatch(stream ->
                            stream.stream().tableId().equals(table.record().tableId()));
            return kept ? EnumSet.of(Keyspace.CHANGE, Keyspace.FENCE) : Set.of();
        } finally {
            changes.unlock();
        }
    }
}

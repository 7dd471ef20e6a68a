package dev.gramme.server.audit;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.audit.EventHistory;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records calls. A management event is never lost: its place in the queue is taken before the call is executed, and a
 * call that finds none within some seconds is refused. A data event that finds no place is counted and left out.
 */
public final class AuditTrail implements EventHistory, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());
    private static final int MANAGEMENT_PLACES = 1_024;
    private static final int DATA_PLACES = 8_192;
    private static final int UNSIGNED_PLACES = 64;
    private static final int BATCH = 256;
    private static final long WAIT_SECONDS = 5;
    private static final long TELL_DROPPED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LAST_TRIES = 3;

    private final AuditSettings settings;
    private final LongSupplier clockMillis;
    private final @Nullable AuditFiles files;
    private final RecentRecords recent = new RecentRecords();
    private final Map<String, EventKind> kinds = new ConcurrentHashMap<>();
    private final Semaphore managementRoom = new Semaphore(MANAGEMENT_PLACES);
    private final Semaphore dataRoom = new Semaphore(DATA_PLACES);
    /** Of calls that nobody signed, so that many of them hold up nobody else. */
    private final Semaphore unsignedRoom = new Semaphore(UNSIGNED_PLACES);

    private final UnsignedFailures unsignedFailures = new UnsignedFailures();
    /** Bounded by the places. */
    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();

    private final LongAdder dropped = new LongAdder();
    private final @Nullable Thread writer;
    private volatile boolean closing;
    private boolean loaded;

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Queued(byte[] json, Semaphore room) {}

    /** Wakes the writer, and is no record. */
    private static final Queued NOTHING = new Queued(new byte[0], new Semaphore(0));

    /**
     * Begins to record.
     *
     * @param clockMillis milliseconds since 1970
     * @throws IOException where the directory cannot be used
     */
    public AuditTrail(AuditSettings settings, LongSupplier clockMillis) throws IOException {
        this.settings = settings;
        this.clockMillis = clockMillis;
        Path directory = settings.directory();
        this.files = directory == null ? null : new AuditFiles(directory, settings, clockMillis.getAsLong());
        this.writer = files == null
                ? null
                : Thread.ofPlatform().name("audit").daemon().start(() -> writeAll(files));
    }

    private EventKind kind(String action) {
        EventKind kind = kinds.get(action);
        return kind == null ? kinds.computeIfAbsent(action, EventKind::of) : kind;
    }

    private boolean isRecorded(EventKind kind) {
        return switch (kind) {
            case MANAGEMENT_READ, MANAGEMENT_WRITE -> true;
            case DATA_WRITE -> settings.dataEvents() != AuditSettings.DataEvents.NONE;
            case DATA_READ -> settings.dataEvents() == AuditSettings.DataEvents.ALL;
        };
    }

    /** Whether a call may have to wait for its place. */
    public boolean mayBlock(String action) {
        return files != null && kind(action).isManagement();
    }

    /**
     * Takes a place for the record of a call; null where it is not recorded. Whoever has it must end it.
     *
     * @param request in JSON
     * @param signed whether it had to be
     */
    public @Nullable Entry begin(String action, Call call, Peer peer, byte[] request, boolean signed) {
        EventKind kind = kind(action);
        if (!isRecorded(kind)) {
            return null;
        }
        Semaphore room = room(kind, signed);
        if (files != null && kind.isManagement()) {
            requirePlace(room);
        } else if (files != null && !room.tryAcquire()) {
            dropped.increment();
            return null;
        }
        return new Entry(action, kind, call, peer, request, signed);
    }

    private Semaphore room(EventKind kind, boolean signed) {
        return !kind.isManagement() ? dataRoom : signed ? managementRoom : unsignedRoom;
    }

    private static void requirePlace(Semaphore room) {
        boolean found = false;
        try {
            found = room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!found) {
            throw new DynamoException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The audit log cannot be written: its disk is full or too slow");
        }
    }

    /** How many data events were left out. */
    public long droppedDataEvents() {
        return dropped.sum();
    }

    /** The record of one call, as long as the call lasts. */
    public final class Entry {
        private final String action;
        private final EventKind kind;
        private final Call call;
        private final Peer peer;
        private final byte[] request;
        private final boolean signed;
        private final long timeMillis = clockMillis.getAsLong();

        private Entry(String action, EventKind kind, Call call, Peer peer, byte[] request, boolean signed) {
            this.action = action;
            this.kind = kind;
            this.call = call;
            this.peer = peer;
            this.request = request;
            this.signed = signed;
        }

        /** The call was answered. */
        public void succeeded(JsonWriter answer) {
            end(answer, null, null);
        }

        /** The call was refused, or failed. */
        public void failed(ErrorCode code, String text) {
            boolean denied = code == ErrorCode.ACCESS_DENIED;
            // Texts of other errors may quote values of items.
            String told = denied || kind.isManagement() ? text : null;
            end(null, denied ? "AccessDenied" : code.errorName(), told);
        }

        private void end(@Nullable JsonWriter answer, @Nullable String code, @Nullable String text) {
            tellLeftOut(false);
            Semaphore room = room(kind, signed);
            if (code != null && !signed && !unsignedFailures.tryRecord(action, call, timeMillis)) {
                if (files != null) {
                    room.release();
                }
                return;
            }
            String id = UUID.randomUUID().toString();
            byte[] json = new AuditRecord(action, kind, call).write(id, timeMillis, peer, request, answer, code, text);
            add(json, kind, room);
        }
    }

    private void add(byte[] json, EventKind kind, Semaphore room) {
        if (kind.isManagement()) {
            recent.add(json);
        }
        if (files != null) {
            queue.add(new Queued(json, room));
        }
    }

    /** Records how many failures were left out, where an hour of them is over. */
    private void tellLeftOut(boolean ending) {
        long now = clockMillis.getAsLong();
        UnsignedFailures.LeftOut told = unsignedFailures.takeLeftOut(now, ending);
        if (told != null) {
            EventKind kind = kind(told.action());
            byte[] json = new AuditRecord(told.action(), kind, told.call())
                    .writeLeftOut(UUID.randomUUID().toString(), now, told.count(), told.sinceMillis());
            // One an hour needs no place.
            add(json, kind, new Semaphore(0));
        }
    }

    private void writeAll(AuditFiles to) {
        List<Queued> batch = new ArrayList<>();
        long toldNanos = System.nanoTime();
        long told = 0;
        boolean interrupted = false;
        while (!closing || !queue.isEmpty()) {
            try {
                Queued first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    batch.remove(NOTHING);
                    write(to, batch.stream().map(Queued::json).toList());
                    batch.forEach(written -> written.room().release());
                    batch.clear();
                }
                tellLeftOut(false);
                to.turn(clockMillis.getAsLong());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Audit files cannot be rotated: " + e.getMessage());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (System.nanoTime() - toldNanos > TELL_DROPPED_NANOS && dropped.sum() > told) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        (dropped.sum() - told) + " calls on items were not recorded: the disk is too slow for them");
                told = dropped.sum();
                toldNanos = System.nanoTime();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until it is done; while it is not, places run out and calls are refused. */
    private void write(AuditFiles to, List<byte[]> records) throws InterruptedException {
        for (int tries = 0; !closing || tries < LAST_TRIES; tries++) {
            try {
                to.write(records);
                return;
            } catch (IOException e) {
                if (tries == 0) {
                    LOG.log(System.Logger.Level.ERROR, "The audit log cannot be written: " + e.getMessage());
                }
                Thread.sleep(500);
            }
        }
        LOG.log(System.Logger.Level.ERROR, records.size() + " records of the audit log were lost at the end");
    }

    @Override
    public synchronized List<byte[]> recent() {
        tellLeftOut(false);
        AuditFiles read = files;
        if (!loaded && read != null) {
            loaded = true;
            try {
                read.readBefore(recent::tryAddOlder);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Older audit files cannot be read: " + e.getMessage());
            }
        }
        return recent.newestFirst();
    }

    /** Writes what is left. */
    @Override
    public void close() throws IOException {
        tellLeftOut(true);
        closing = true;
        Thread ending = writer;
        if (ending != null) {
            queue.add(NOTHING);
            try {
                ending.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (files != null) {
            files.close();
        }
    }
}

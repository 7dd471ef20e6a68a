package dev.gramme.database.identity;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.RecordReader;
import dev.gramme.database.table.RecordWriter;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.json.NameTable;
import dev.gramme.kv.Key;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When lasting access keys and roles were used last, to the minute: noted in memory with each request, and saved now
 * and then. What a crash takes is the last few minutes. Thread-safe.
 */
public final class LastUses implements Worker {
    private static final long MINUTE_MILLIS = 60_000;
    /** How many are saved in one slice. */
    private static final int SLICE = 200;

    private static final NameTable FIELDS = new NameTable("format", "id", "at", "service", "region");

    private final SystemRecords records;
    private final Environment environment;
    private final Map<String, LastUse> byId = new ConcurrentHashMap<>();
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

    /**
     * A use.
     *
     * @param id of an access key or of a role
     * @param atMillis milliseconds since 1970
     * @param service such as {@code dynamodb}
     */
    public record LastUse(String id, long atMillis, String service, String region) {}

    public LastUses(SystemRecords records, Environment environment) {
        this.records = records;
        this.environment = environment;
        for (byte[] record : records.all(Keyspace.LAST_USE)) {
            LastUse use = decode(record);
            byId.put(use.id(), use);
        }
    }

    /** Null where it was never used. */
    public @Nullable LastUse find(String id) {
        return byId.get(id);
    }

    /** What is not saved yet, for a server that saves it: this one does not any more. */
    public List<LastUse> take() {
        List<LastUse> taken = new ArrayList<>();
        for (Iterator<String> ids = unsaved.iterator(); ids.hasNext(); ) {
            String id = ids.next();
            ids.remove();
            LastUse use = byId.get(id);
            if (use != null) {
                taken.add(use);
            }
        }
        return taken;
    }

    /** Notes uses that were noted elsewhere, where they are the latest. */
    public void note(List<LastUse> uses) {
        for (LastUse use : uses) {
            LastUse latest =
                    byId.merge(use.id(), use, (known, other) -> known.atMillis() >= other.atMillis() ? known : other);
            if (latest.equals(use)) {
                unsaved.add(use.id());
            }
        }
    }

    /** Notes that a caller did something, allowed or not. */
    public void note(Call call, String service) {
        String id = id(call.caller());
        if (id == null) {
            return;
        }
        long now = environment.clockMillis();
        LastUse known = byId.get(id);
        if (known == null
                || now - known.atMillis() >= MINUTE_MILLIS
                || !known.service().equals(service)) {
            byId.put(id, new LastUse(id, now, service, call.region()));
            unsaved.add(id);
        }
    }

    /** What is noted: the lasting key, or the role of a session; null for other sessions. */
    private static @Nullable String id(Caller caller) {
        if (caller.session() == null) {
            return caller.accessKeyId();
        }
        int colon = caller.userId().indexOf(':');
        return caller.kind() == Caller.Kind.ASSUMED_ROLE && colon > 0
                ? caller.userId().substring(0, colon)
                : null;
    }

    @Override
    public String name() {
        return "last-uses";
    }

    @Override
    public boolean hasWork() {
        return !unsaved.isEmpty();
    }

    @Override
    public void runSlice(Lease lease) {
        save(SLICE);
    }

    /** Saves all that is not saved yet. */
    public void save() {
        save(Integer.MAX_VALUE);
    }

    private void save(int most) {
        Iterator<String> ids = unsaved.iterator();
        for (int count = 0; count < most && ids.hasNext(); count++) {
            String id = ids.next();
            ids.remove(); // before it is read: what is noted from now on is saved again
            LastUse use = byId.get(id);
            if (use != null) {
                Key key = SystemRows.lastUse(id);
                records.write(key, encode(use));
            }
        }
    }

    private static byte[] encode(LastUse use) {
        return new RecordWriter()
                .field("id", use.id())
                .field("at", use.atMillis())
                .field("service", use.service())
                .field("region", use.region())
                .end();
    }

    private static LastUse decode(byte[] encoded) {
        var read = new Object() {
            private String id = "";
            private long at;
            private String service = "";
            private String region = "";
        };
        RecordReader.read("a last use", encoded, FIELDS, (field, reader) -> {
            switch (field) {
                case 1 -> read.id = reader.text();
                case 2 -> read.at = reader.number();
                case 3 -> read.service = reader.text();
                default -> read.region = reader.text();
            }
        });
        return new LastUse(read.id, read.at, read.service, read.region);
    }
}

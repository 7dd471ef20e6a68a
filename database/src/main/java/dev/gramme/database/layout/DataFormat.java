package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The format of all the data, a number that is stored with it: it changes where a Gramme of another format could not
 * read what is there, or would damage it. Data without a number is of format 1.
 */
public final class DataFormat {
    /** What this Gramme writes. */
    public static final DataFormat CURRENT = new DataFormat(List.of());

    private static final int FIRST = 1;

    private final List<Step> steps;

    /** Takes the steps that lead to a format, from {@link #FIRST} on. */
    DataFormat(List<Step> steps) {
        this.steps = steps;
    }

    /** Brings data from one format to the next. It may be cut off anywhere, and is then done again. */
    @FunctionalInterface
    interface Step {
        void run(KvEngine engine);
    }

    /** The number of this format. */
    public int version() {
        return FIRST + steps.size();
    }

    /**
     * The format of what is there, which nothing is done to.
     *
     * @param data what messages call it
     * @return this one where there is nothing yet
     * @throws KvException.Unavailable where it is a newer one than this
     */
    public int require(KvEngine engine, String data) {
        Bytes stored = engine.get(SystemRows.format(), ReadMode.STRONG);
        int found;
        if (stored == null) {
            found = engine.get(SystemRows.systemKey(), ReadMode.STRONG) == null ? version() : FIRST;
        } else if (stored.length() == Integer.BYTES) {
            found = ByteBuffer.wrap(stored.array()).getInt();
        } else {
            found = 0;
        }
        if (found < FIRST) {
            throw new KvException.Corrupt(data + " is damaged: its format cannot be read.", null);
        }
        if (found > version()) {
            throw new KvException.Unavailable(
                    data + " was written by a newer Gramme (format " + found + "; this one knows up to " + version()
                            + "). Use that one, or a later one; nothing was changed.",
                    null);
        }
        return found;
    }

    /**
     * Refuses data of any other format.
     *
     * @throws KvException.Unavailable where it is of another one
     */
    public void requireSame(KvEngine engine) {
        int found = require(engine, "The data");
        if (found < version()) {
            throw new KvException.Unavailable(
                    "The data is of format " + found + ": start a server with it, which brings it to format "
                            + version() + ".",
                    null);
        }
    }

    /** Whether the data says which format it has. */
    private static boolean isMarked(KvEngine engine) {
        return engine.get(SystemRows.format(), ReadMode.STRONG) != null;
    }

    /**
     * Brings what is there to this format, before anything else looks at it.
     *
     * @throws KvException.Unavailable where it is of a newer one
     */
    public void settle(KvEngine engine) {
        int found = require(engine, "The data");
        for (int version = found; version < version(); version++) {
            steps.get(version - FIRST).run(engine);
            mark(engine, version + 1);
        }
        if (!isMarked(engine)) {
            mark(engine, found);
        }
    }

    private static void mark(KvEngine engine, int version) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.getForUpdate(SystemRows.format());
            transaction.put(
                    SystemRows.format(),
                    Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(version).array()));
            transaction.commit();
        }
    }
}

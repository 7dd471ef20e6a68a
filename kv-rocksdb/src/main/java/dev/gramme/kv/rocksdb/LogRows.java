package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows are logs, and so lie in a column family of their own: those that begin with certain bytes. */
final class LogRows {
    private final boolean[] isLog = new boolean[256];

    LogRows(Set<Byte> firstBytes) {
        for (byte first : firstBytes) {
            isLog[first & 0xFF] = true;
        }
    }

    boolean holds(Bytes row) {
        return row.length() > 0 && isLog[row.array()[0] & 0xFF];
    }

    /** Whether some row of a range may be a log. */
    boolean meets(RowRange range) {
        return has(range, true);
    }

    /** Whether some row of a range may be none. */
    boolean misses(RowRange range) {
        return has(range, false);
    }

    private boolean has(RowRange range, boolean log) {
        for (int first = first(range.from()); first <= last(range.to()); first++) {
            if (isLog[first] == log) {
                return true;
            }
        }
        return false;
    }

    private static int first(Bytes from) {
        return from.length() == 0 ? 0 : from.array()[0] & 0xFF;
    }

    private static int last(@Nullable Bytes to) {
        if (to == null || to.length() == 0) {
            return 255;
        }
        int first = to.array()[0] & 0xFF;
        return to.length() == 1 ? first - 1 : first;
    }
}

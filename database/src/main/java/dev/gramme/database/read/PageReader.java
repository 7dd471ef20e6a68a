package dev.gramme.database.read;

import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionEvaluator;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemCursor;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills one page of a Query or Scan. A page ends after {@code limit} items looked at, or once the items looked at come
 * to 1 MB, whatever the filter lets through; then the key of the last item looked at says where the next page begins.
 */
final class PageReader {
    /** Most bytes of items looked at for one page. */
    static final long MAX_PAGE_BYTES = 1L << 20;

    private final List<String> keyNames;
    private final int limit;
    private final @Nullable Condition filter;
    private final @Nullable Projection projection;
    private final boolean countOnly;
    private final List<Item> items = new ArrayList<>();
    private int scanned;
    private int matched;
    private long bytes;
    private @Nullable Item lastKey;

    PageReader(
            List<String> keyNames,
            @Nullable Integer limit,
            @Nullable Condition filter,
            @Nullable Projection projection,
            boolean countOnly) {
        this.keyNames = keyNames;
        this.limit = limit == null ? Integer.MAX_VALUE : limit;
        this.filter = filter;
        this.projection = projection;
        this.countOnly = countOnly;
    }

    /** Reads on from a cursor; false once the page is full. */
    boolean fill(ItemCursor cursor) {
        while (cursor.next()) {
            Item item = cursor.item();
            scanned++;
            bytes += item.sizeBytes();
            if (filter == null || ConditionEvaluator.test(filter, item)) {
                matched++;
                if (!countOnly) {
                    items.add(projection == null ? item : projection.project(item));
                }
            }
            if (scanned >= limit || bytes >= MAX_PAGE_BYTES) {
                lastKey = item.keep(keyNames);
                return false;
            }
        }
        return true;
    }

    /** Null where only a count was asked for. */
    @Nullable
    List<Item> items() {
        return countOnly ? null : items;
    }

    int scanned() {
        return scanned;
    }

    int matched() {
        return matched;
    }

    long bytes() {
        return bytes;
    }

    /** Null where everything has been looked at. */
    @Nullable
    Item lastKey() {
        return lastKey;
    }
}

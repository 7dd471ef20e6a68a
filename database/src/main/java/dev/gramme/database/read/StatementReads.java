package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionEvaluator;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.store.ItemCursor;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What SELECT statements read: items by their keys, key ranges one after the other, or all there is; in pages. */
public final class StatementReads {
    private final ItemStore store;

    public StatementReads(ItemStore store) {
        this.store = store;
    }

    /** How the items are come by. */
    public sealed interface Way {}

    /** By their whole keys, in this order. */
    public record Keys(List<ItemKey> keys) implements Way {}

    /** One Query after the other. */
    public record Ranges(List<KeyCondition> ranges, Direction direction) implements Way {}

    /** By a Scan. */
    public record Everything() implements Way {}

    /**
     * A read.
     *
     * @param fetched whether whole items are to be read where the source is an index that lacks attributes of them
     */
    public record Asked(
            ItemSource source, Way way, @Nullable Condition filter, boolean fetched, boolean consistent) {
        ReadMode mode() {
            return consistent ? ReadMode.STRONG : ReadMode.EVENTUAL;
        }
    }

    /**
     * Where a page begins.
     *
     * @param at the number of the key or range
     * @param behind the key of the last item of the page before; null for the start of a range
     */
    public record Place(int at, @Nullable Item behind) {
        public static final Place START = new Place(0, null);
    }

    /**
     * A page.
     *
     * @param next null where all has been read
     */
    public record Read(List<Item> items, @Nullable Place next, Consumption used) {}

    /**
     * Reads one page.
     *
     * @param limit most items to look at; null for no limit but the page's size
     * @throws DynamoException where the page begins at a place that does not go with what is asked
     */
    public Read page(Asked asked, @Nullable Integer limit, Place start) {
        return switch (asked.way()) {
            case Keys(var keys) -> keys(asked, keys, limit == null ? Integer.MAX_VALUE : limit, start);
            case Ranges(var ranges, var direction) -> ranges(asked, ranges, direction, limit, start);
            case Everything() -> everything(asked, limit, start);
        };
    }

    /** Keys without an item count towards the limit, since looking for them is a read as well. */
    private Read keys(Asked asked, List<ItemKey> keys, int limit, Place start) {
        Consumption used = new Consumption(asked.source().table().name());
        List<Item> kept = new ArrayList<>();
        long bytes = 0;
        int from = Math.min(start.at(), keys.size());
        List<@Nullable Item> found = get(asked, keys.subList(from, from + Math.min(limit, keys.size() - from)));
        int at = 0;
        while (at < found.size() && bytes < PageReader.MAX_PAGE_BYTES) {
            Item item = found.get(at++);
            int size = item == null ? 0 : item.sizeBytes();
            used.addTable(Units.read(size, asked.consistent()));
            bytes += size;
            if (item != null && (asked.filter() == null || ConditionEvaluator.test(asked.filter(), item))) {
                kept.add(item);
            }
        }
        return new Read(kept, from + at < keys.size() ? new Place(from + at, null) : null, used);
    }

    private List<@Nullable Item> get(Asked asked, List<ItemKey> keys) {
        Table table = asked.source().table();
        if (keys.size() == 1) {
            return Collections.singletonList(store.get(table, keys.getFirst(), asked.mode()));
        }
        return store.getAll(
                keys.stream().map(key -> new ItemStore.Read(table, key)).toList(), asked.mode());
    }

    private static PageReader reader(Asked asked, @Nullable Integer limit) {
        return new PageReader(asked.source().startKeyNames(), limit, entryFilter(asked), null, false);
    }

    /** The filter, where entries have all it looks at; a global index never has more to offer than its entries. */
    private static @Nullable Condition entryFilter(Asked asked) {
        Condition filter = asked.filter();
        boolean later = filter != null && asked.fetched() && lacks(asked.source(), filter);
        return later ? null : filter;
    }

    /** Whether a filter looks at what entries of a local index lack, so that whole items have to be read for it. */
    public static boolean lacks(ItemSource source, @Nullable Condition filter) {
        return filter != null
                && source instanceof Index index
                && !index.isGlobal()
                && Sources.lacks(source, ConditionPaths.attributes(filter));
    }

    private Read ranges(
            Asked asked, List<KeyCondition> ranges, Direction direction, @Nullable Integer limit, Place start) {
        PageReader reader = reader(asked, limit);
        Place next = null;
        for (int at = start.at(); at < ranges.size(); at++) {
            Item behind = at == start.at() ? start.behind() : null;
            QueryRange range = QueryRange.of(asked.source(), ranges.get(at), behind, direction);
            boolean over;
            try (ItemCursor cursor = store.scan(asked.source(), range.rows(), direction, asked.mode())) {
                over = reader.fill(cursor);
            }
            if (!over) {
                Item last = range.nextStart(asked.source(), direction, reader.lastKey());
                boolean more = last != null || at + 1 < ranges.size();
                next = !more ? null : last == null ? new Place(at + 1, null) : new Place(at, last);
                break;
            }
        }
        return read(asked, reader, next);
    }

    private Read everything(Asked asked, @Nullable Integer limit, Place start) {
        PageReader reader = reader(asked, limit);
        Bytes behind = start.behind() == null ? null : StartKeys.row(asked.source(), start.behind());
        HashWalk.fill(store, asked.source(), 0, RowSpace.HASHES, behind, asked.mode(), reader);
        Item last = reader.lastKey();
        return read(asked, reader, last == null ? null : new Place(0, last));
    }

    private Read read(Asked asked, PageReader reader, @Nullable Place next) {
        Page page = Page.of(store, asked.source(), reader, asked.fetched(), null, asked.consistent());
        List<Item> items = Objects.requireNonNull(page.items());
        Condition filter = asked.filter();
        if (filter != null && entryFilter(asked) == null) {
            items = items.stream()
                    .filter(item -> ConditionEvaluator.test(filter, item))
                    .toList();
        }
        return new Read(items, next, page.used());
    }
}

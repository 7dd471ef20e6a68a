package dev.gramme.database.ttl;

import dev.gramme.database.layout.ExpiryRows;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** When items expire. */
public final class Expiry {
    private static final BigDecimal LAST = BigDecimal.valueOf(ExpiryRows.LAST_SECOND);

    private Expiry() {}

    /** How a table's items expire; null where they do not. */
    public static @Nullable TimeToLive of(Table table) {
        TimeToLive timeToLive = table.record().settings().timeToLive();
        return timeToLive != null && timeToLive.isKept() ? timeToLive : null;
    }

    /**
     * The second since 1970 after which an item may go, rounded down; null where it never does: the attribute is not
     * there or no number, or the time lies before 1970 or beyond what rows can tell.
     */
    public static @Nullable Long second(@Nullable Item item, String attribute) {
        if (item == null || !(item.find(attribute) instanceof AttributeValue.N(var number))) {
            return null;
        }
        BigDecimal second = number.toBigDecimal();
        return second.signum() < 0 || second.compareTo(LAST) > 0
                ? null
                : second.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** Where it is written down that an item expires at a second. */
    public static Key row(Table table, ItemKey key, long second) {
        Key location = key.location();
        return new Key(location.partition(), ExpiryRows.row(table.keys().expiries(), second, location.row()));
    }
}

package dev.gramme.database.capacity;

import dev.gramme.model.dynamodb.Capacity;
import dev.gramme.model.dynamodb.ConsumedCapacity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ConsumedCapacity of an answer, as ReturnConsumedCapacity asks for it. */
public final class Consumed {
    private Consumed() {}

    private static boolean isWanted(@Nullable String mode) {
        return mode != null && !mode.equals("NONE");
    }

    /** What an operation on one table used; null where it was not asked for. */
    public static @Nullable ConsumedCapacity of(@Nullable String mode, String tableName, double units) {
        if (!isWanted(mode)) {
            return null;
        }
        ConsumedCapacity.Builder consumed =
                ConsumedCapacity.builder().tableName(tableName).capacityUnits(units);
        if ("INDEXES".equals(mode)) {
            consumed.table(Capacity.builder().capacityUnits(units).build());
        }
        return consumed.build();
    }

    /** What a batch used, table by table; null where it was not asked for. */
    public static @Nullable List<ConsumedCapacity> of(@Nullable String mode, Map<String, Double> unitsByTable) {
        if (!isWanted(mode)) {
            return null;
        }
        List<ConsumedCapacity> all = new ArrayList<>();
        unitsByTable.forEach((table, units) -> {
            ConsumedCapacity consumed = of(mode, table, units);
            if (consumed != null) {
                all.add(consumed);
            }
        });
        return all;
    }
}

package dev.gramme.database.capacity;

import dev.gramme.model.dynamodb.Capacity;
import dev.gramme.model.dynamodb.ConsumedCapacity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ConsumedCapacity of an answer, as ReturnConsumedCapacity asks for it. */
public final class Consumed {
    private Consumed() {}

    /** Whether an answer is to tell; what it cost need not be worked out otherwise. */
    public static boolean isWanted(@Nullable String mode) {
        return mode != null && !mode.equals("NONE");
    }

    /** What an operation on one table used; null where it was not asked for. */
    public static @Nullable ConsumedCapacity of(@Nullable String mode, Consumption used) {
        return isWanted(mode) ? describe(mode, used).build() : null;
    }

    private static ConsumedCapacity.Builder describe(@Nullable String mode, Consumption used) {
        ConsumedCapacity.Builder consumed = ConsumedCapacity.builder()
                .tableName(used.tableName())
                .capacityUnits(used.total())
                .readCapacityUnits(used.kind() == Consumption.Kind.READ ? used.total() : null)
                .writeCapacityUnits(used.kind() == Consumption.Kind.WRITE ? used.total() : null);
        if ("INDEXES".equals(mode)) {
            consumed.table(capacity(used.kind(), used.table()))
                    .localSecondaryIndexes(capacities(used.kind(), used.local()))
                    .globalSecondaryIndexes(capacities(used.kind(), used.global()));
        }
        return consumed;
    }

    private static Capacity capacity(Consumption.Kind kind, double units) {
        return Capacity.builder()
                .capacityUnits(units)
                .readCapacityUnits(kind == Consumption.Kind.READ ? units : null)
                .writeCapacityUnits(kind == Consumption.Kind.WRITE ? units : null)
                .build();
    }

    private static @Nullable Map<String, Capacity> capacities(Consumption.Kind kind, Map<String, Double> unitsByIndex) {
        if (unitsByIndex.isEmpty()) {
            return null;
        }
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        unitsByIndex.forEach((index, units) -> capacities.put(index, capacity(kind, units)));
        return capacities;
    }

    /** What an operation on several tables used; null where it was not asked for. */
    public static @Nullable List<ConsumedCapacity> of(@Nullable String mode, Collection<Consumption> all) {
        if (!isWanted(mode)) {
            return null;
        }
        List<ConsumedCapacity> described = new ArrayList<>();
        for (Consumption used : all) {
            described.add(describe(mode, used).build());
        }
        return described;
    }
}

package dev.gramme.model.generator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the live service's answers differ from what its model would make one expect. */
final class LiveWording {
    /**
     * The service lists enums in an order that is not the model's; these are the orders of published answers as far as
     * we know them. Nothing rests on them, and none was checked against the service itself.
     */
    private static final Map<String, List<String>> SEEN_ORDERS = Map.ofEntries(
            Map.entry("AttributeAction", List.of("ADD", "DELETE", "PUT")),
            Map.entry("BillingMode", List.of("PROVISIONED", "PAY_PER_REQUEST")),
            Map.entry(
                    "ComparisonOperator",
                    List.of(
                            "IN",
                            "NULL",
                            "BETWEEN",
                            "LT",
                            "NOT_CONTAINS",
                            "EQ",
                            "GT",
                            "NOT_NULL",
                            "NE",
                            "LE",
                            "BEGINS_WITH",
                            "GE",
                            "CONTAINS")),
            Map.entry("ConditionalOperator", List.of("OR", "AND")),
            Map.entry("KeyType", List.of("HASH", "RANGE")),
            Map.entry("ProjectionType", List.of("ALL", "INCLUDE", "KEYS_ONLY")),
            Map.entry("ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE")),
            Map.entry("ReturnItemCollectionMetrics", List.of("SIZE", "NONE")),
            Map.entry("ReturnValue", List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")),
            Map.entry("ScalarAttributeType", List.of("B", "N", "S")),
            Map.entry("Select", List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")));

    /**
     * Sizes that the service words in another way than as a violation ("The requestItems parameter is required for
     * BatchWriteItem"), so that the operation itself must check them.
     */
    private static final Set<String> SIZES_CHECKED_BY_OPERATIONS =
            Set.of("BatchGetRequestMap", "BatchWriteItemRequestMap", "KeyList");

    private LiveWording() {}

    /** The values in the order seen, with any newer ones behind. */
    static List<String> enumOrder(String shape, List<String> modelOrder) {
        Set<String> order = new LinkedHashSet<>(SEEN_ORDERS.getOrDefault(shape, List.of()));
        order.retainAll(modelOrder);
        order.addAll(modelOrder);
        return List.copyOf(order);
    }

    static boolean isSizeCheckedByOperation(String shape) {
        return SIZES_CHECKED_BY_OPERATIONS.contains(shape);
    }
}

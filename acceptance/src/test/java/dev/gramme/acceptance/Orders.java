package dev.gramme.acceptance;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of orders with a local index by total and a global one by city, for clients that are tried on it. */
final class Orders {
    static final String TABLE = "orders";

    private Orders() {}

    /** The table but for how it is billed. */
    static CreateTableRequest.Builder table() {
        return CreateTableRequest.builder()
                .tableName(TABLE)
                .attributeDefinitions(
                        defined("customer", ScalarAttributeType.S),
                        defined("number", ScalarAttributeType.N),
                        defined("total", ScalarAttributeType.N),
                        defined("city", ScalarAttributeType.S))
                .keySchema(key("customer", KeyType.HASH), key("number", KeyType.RANGE))
                .localSecondaryIndexes(index -> index.indexName("by-total")
                        .keySchema(key("customer", KeyType.HASH), key("total", KeyType.RANGE))
                        .projection(shown ->
                                shown.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("city")));
    }

    static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition defined(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    static Map<String, AttributeValue> key(String customer, int number) {
        return Map.of("customer", SdkContract.s(customer), "number", SdkContract.n(number));
    }

    static Map<String, AttributeValue> order(String customer, int number, int total, String city) {
        return Map.of(
                "customer",
                SdkContract.s(customer),
                "number",
                SdkContract.n(number),
                "total",
                SdkContract.n(total),
                "city",
                SdkContract.s(city));
    }

    static List<Integer> totals(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(item -> Integer.valueOf(item.get("total").n()))
                .toList();
    }
}

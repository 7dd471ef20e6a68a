package dev.gramme.database.api;

import java.util.List;
import java.util.Map;

/**
 * One thing a request does, which policies allow or deny.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resource the ARN it is done to; {@code *} where the action knows no resources
 * @param conditions the action's own condition keys and their values, such as {@code dynamodb:LeadingKeys}; keys that
 *     every request has ({@code aws:...}) are not among them
 */
public record Access(String action, String resource, Map<String, List<String>> conditions) {
    /** An access that says nothing more of itself. */
    public static Access of(String action, String resource) {
        return new Access(action, resource, Map.of());
    }
}

package dev.gramme.database.api;

/**
 * One thing a request does, which policies allow or deny.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resource the ARN it is done to; {@code *} where the action knows no resources
 * @param conditions the action's own condition keys, such as {@code dynamodb:LeadingKeys}, and those of its resource
 *     and tags; keys that every request has are not among them
 */
public record Access(String action, String resource, Conditions conditions) {
    /** An access that says nothing more of itself. */
    public static Access of(String action, String resource) {
        return new Access(action, resource, Conditions.NONE);
    }
}

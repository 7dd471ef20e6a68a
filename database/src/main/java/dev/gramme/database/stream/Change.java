package dev.gramme.database.stream;

import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item, as its stream shows it.
 *
 * @param eventName INSERT, MODIFY or REMOVE
 * @param byService whether DynamoDB itself made it, since the item had expired
 * @param newImage null where there is none or the stream does not show it
 * @param oldImage the same
 */
public record Change(
        Position position,
        String eventName,
        boolean byService,
        Item keys,
        @Nullable Item newImage,
        @Nullable Item oldImage) {
    /** Keys and images together, in DynamoDB's measure of items. */
    public long sizeBytes() {
        return (long) keys.sizeBytes()
                + (newImage == null ? 0 : newImage.sizeBytes())
                + (oldImage == null ? 0 : oldImage.sizeBytes());
    }
}

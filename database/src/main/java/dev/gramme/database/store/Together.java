package dev.gramme.database.store;

import dev.gramme.database.api.DynamoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How writes that were to be done together ended.
 *
 * @param parts one for each write, in their order
 * @param done whether all of them are done; otherwise none is
 */
public record Together(List<Part> parts, boolean done) {
    /**
     * One of them.
     *
     * @param fault why it could not even be decided; null where it could
     */
    public record Part(Outcome outcome, @Nullable DynamoException fault) {}
}

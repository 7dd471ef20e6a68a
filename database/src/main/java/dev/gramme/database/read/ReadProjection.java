package dev.gramme.database.read;

import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a read returns of each item, however it was asked for. */
final class ReadProjection {
    private ReadProjection() {}

    /** Null for whole items. */
    static @Nullable Projection of(
            @Nullable Expressions expressions, @Nullable String projection, @Nullable List<String> attributesToGet) {
        if (expressions != null && projection != null) {
            return expressions.projection(projection);
        }
        return attributesToGet == null ? null : Legacy.projection(attributesToGet);
    }
}
